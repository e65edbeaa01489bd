package io.ironjournal.transaction;

import io.ironjournal.text.Printable;
import java.time.Instant;
import java.util.List;

/**
 * A branch that is prepared and undecided.
 *
 * @param id the branch
 * @param preparedAt when it voted, by the clock of the machine that it voted on
 * @param entries how many entries it would write
 * @param bytes the size of those entries
 * @param streams the streams that it would write to, in the order of its first entry for each
 */
public record InDoubtBranch(BranchId id, Instant preparedAt, long entries, long bytes, List<String> streams) {

    /** Shows the branch in one line; names of streams are escaped. */
    @Override
    public String toString() {
        return "InDoubtBranch[id=" + id + ", preparedAt=" + preparedAt + ", entries=" + entries + ", bytes=" + bytes
                + ", streams=" + streams.stream().map(Printable::name).toList() + "]";
    }
}
