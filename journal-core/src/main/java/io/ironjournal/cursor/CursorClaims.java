package io.ironjournal.cursor;

import io.ironjournal.format.CursorKey;
import io.ironjournal.format.CursorMove;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** The cursors that consumers are moving. Used under the lock of the table of cursors. */
final class CursorClaims {

    /**
     * A cursor that a consumer moves.
     *
     * @param target the position that it moves to, unless the consumer rolls back
     */
    private record Claim(Object owner, long target) {}

    private final Map<CursorKey, Claim> claims = new HashMap<>();

    /**
     * Fails if another consumer has claimed a cursor.
     *
     * @throws io.ironjournal.CursorConflictException if one has
     */
    void requireFree(CursorKey key, Object owner) {
        Claim other = claims.get(key);
        if (other != null && !owner.equals(other.owner())) {
            throw CursorConflicts.claimed(key, other.owner());
        }
    }

    void put(CursorKey key, long target, Object owner) {
        claims.put(key, new Claim(owner, target));
    }

    void release(List<CursorMove> moves, Object owner) {
        for (CursorMove move : moves) {
            Claim claim = claims.get(move.key());
            if (claim != null && claim.owner().equals(owner)) {
                claims.remove(move.key());
            }
        }
    }

    /**
     * Returns the lower of the two positions of each claimed cursor of a stream: it may be at either.
     *
     * @param position returns where a cursor is
     */
    LongStream lowest(String stream, ToLongFunction<CursorKey> position) {
        return claims.entrySet().stream()
                .filter(claim -> claim.getKey().stream().equals(stream))
                .mapToLong(claim -> Math.min(
                        position.applyAsLong(claim.getKey()), claim.getValue().target()));
    }
}
