package io.ironjournal.branch;

import io.ironjournal.text.Printable;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.time.Instant;
import java.util.List;

/** The description of a prepared branch. */
record BranchDescription(BranchId id, Instant preparedAt, long entries, long bytes, List<String> streams)
        implements InDoubtBranch {

    @Override
    public String toString() {
        return "InDoubtBranch[id=" + id + ", preparedAt=" + preparedAt + ", entries=" + entries + ", bytes=" + bytes
                + ", streams=" + streams.stream().map(Printable::name).toList() + "]";
    }
}
