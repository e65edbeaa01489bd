package io.ironjournal.inspect;

import io.ironjournal.CursorInfo;
import io.ironjournal.ProducerInfo;
import io.ironjournal.checkpoint.CheckpointSummary;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.FileFinding;
import io.ironjournal.format.ProducerMove;
import io.ironjournal.format.ShardName;
import io.ironjournal.sharded.CheckpointInfo;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Cursors, producers and checkpoints as reports. */
final class InspectedPositions {

    private InspectedPositions() {}

    private record Cursor(String name, String stream, long position, long lag, Instant movedAt) implements CursorInfo {}

    private record Producer(String name, long sequence, Instant movedAt) implements ProducerInfo {}

    @SuppressWarnings("ArrayRecordComponent") // a result that is never compared
    private record Checkpoint(byte[] id, Instant createdAt, boolean pruned) implements CheckpointInfo {}

    static List<CursorInfo> cursors(Collection<CursorMove> moves, StreamPlanner planner) throws IOException {
        List<CursorInfo> cursors = new ArrayList<>();
        for (CursorMove move : moves) {
            StreamPlan plan = planner.plan(move.stream(), found -> {});
            boolean same = plan != null && plan.generation() == move.generation();
            long position = same || plan == null ? move.position() : 0;
            long end = plan == null ? 0 : plan.nextId();
            cursors.add(new Cursor(
                    move.cursor(), move.stream(), position, end - position, Instant.ofEpochMilli(move.movedAt())));
        }
        cursors.sort(Comparator.comparing(CursorInfo::stream).thenComparing(CursorInfo::name));
        return cursors;
    }

    static Finding beyondEnd(CursorInfo cursor) {
        return FileFinding.of(
                        FindingKind.CURSOR_BEYOND_END,
                        "Cursor '" + Printable.name(cursor.name()) + "' of stream '" + Printable.name(cursor.stream())
                                + "' is at " + cursor.position() + ", but the stream ends at "
                                + (cursor.position() + cursor.lag()))
                .of(cursor.stream());
    }

    static List<ProducerInfo> producers(Collection<ProducerMove> moves) {
        return moves.stream()
                .<ProducerInfo>map(
                        move -> new Producer(move.producer(), move.sequence(), Instant.ofEpochMilli(move.movedAt())))
                .sorted(Comparator.comparing(ProducerInfo::name))
                .toList();
    }

    static List<CheckpointInfo> checkpoints(LogContents contents, StreamPlanner planner, int shards)
            throws IOException {
        long[] firstIds = new long[shards];
        for (int shard = 0; shard < shards; shard++) {
            StreamPlan plan = planner.plan(ShardName.of(shard), found -> {});
            firstIds[shard] = plan == null ? 0 : plan.firstId();
        }
        int pruned = contents.checkpoints().countPruned(firstIds);
        List<CheckpointInfo> checkpoints = new ArrayList<>();
        for (CheckpointSummary summary : contents.checkpoints().list()) {
            checkpoints.add(new Checkpoint(summary.id(), summary.createdAt(), checkpoints.size() < pruned));
        }
        return checkpoints;
    }
}
