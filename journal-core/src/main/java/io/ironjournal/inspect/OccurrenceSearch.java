package io.ironjournal.inspect;

import io.ironjournal.Entry;
import io.ironjournal.IdRange;
import io.ironjournal.files.Finding;
import io.ironjournal.files.Occurrences;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Searches a stream for a sequence of entries with the algorithm of Knuth, Morris and Pratt: each entry is read once. The
 * caller begins, passes on the entries in the order of their ids, and ends.
 */
final class OccurrenceSearch {

    private static final int LISTED = 10;

    private final EntryDigests wanted;

    /** For each number of entries: how many of the first entries are also the last ones of these, but not all of them. */
    private final int[] border;

    private final Deque<IdRange> newest = new ArrayDeque<>();
    private @Nullable IdRange part;
    private long count;
    private long missing;
    private long firstId;
    private long nextId;

    /** How many of the first entries are directly before {@code nextId}. */
    private int matched;

    OccurrenceSearch(EntryDigests wanted) {
        this.wanted = wanted;
        this.border = new int[wanted.count() + 1];
        int length = 0;
        for (int i = 1; i < wanted.count(); i++) {
            while (length > 0 && !wanted.same(i, length)) {
                length = border[length];
            }
            if (wanted.same(i, length)) {
                length++;
            }
            border[i + 1] = length;
        }
    }

    /** Begins at an id. */
    void begin(long id) {
        firstId = id;
        nextId = id;
    }

    /** Compares the next entry. Ids that were left out are missing. */
    void compare(Entry entry) {
        skipTo(entry.id());
        if (entry.data().length == 0 && entry.headers().get(SavedContent.LOST).isPresent()) {
            skipTo(entry.id() + 1);
            return;
        }
        nextId = entry.id() + 1;
        wanted.compute(entry.headers(), entry.data());
        while (matched > 0 && !wanted.isAt(matched)) {
            matched = border[matched];
        }
        if (!wanted.isAt(matched)) {
            return;
        }
        matched++;
        IdRange range = new IdRange(nextId - matched, nextId);
        if (matched == wanted.count()) {
            found(range);
        } else if (part == null || range.size() >= part.size()) {
            part = range;
        }
    }

    private void found(IdRange range) {
        count++;
        newest.add(range);
        if (newest.size() > LISTED) {
            newest.remove();
        }
        matched = border[matched];
    }

    private void skipTo(long id) {
        if (id > nextId) {
            missing += id - nextId;
            matched = 0;
            nextId = id;
        }
    }

    /** Ends behind the last entry that the stream should have. */
    void end(long id) {
        skipTo(id);
    }

    private record Result(
            IdRange searched,
            long count,
            List<IdRange> newest,
            Optional<IdRange> part,
            boolean truncated,
            long missing,
            List<Finding> findings)
            implements Occurrences {}

    Occurrences result(boolean truncated, List<Finding> findings) {
        return new Result(
                new IdRange(firstId, nextId),
                count,
                List.copyOf(newest),
                count > 0 ? Optional.empty() : Optional.ofNullable(part),
                truncated,
                missing,
                findings);
    }
}
