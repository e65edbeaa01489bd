package io.ironjournal.inspect;

import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.Positions;
import io.ironjournal.text.Printable;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.time.Instant;
import java.util.List;

/**
 * A prepared branch without its entries.
 *
 * @param lsn the LSN of its newest PREPARE
 * @param sections where its entries are in that record
 * @param positions what it moves
 */
record InspectedBranch(BranchId id, Instant preparedAt, long lsn, List<EntrySection> sections, Positions positions)
        implements InDoubtBranch {

    static InspectedBranch of(BranchId id, Instant preparedAt, long lsn, EntryBody body) {
        return new InspectedBranch(id, preparedAt, lsn, body.sections(), body.positions());
    }

    @Override
    public long entries() {
        return sections.stream().mapToLong(EntrySection::count).sum();
    }

    @Override
    public long bytes() {
        return sections.stream().mapToLong(EntrySection::dataSize).sum();
    }

    @Override
    public List<String> streams() {
        return sections.stream().map(EntrySection::stream).toList();
    }

    @Override
    public String toString() {
        return "InDoubtBranch[id=" + id + ", preparedAt=" + preparedAt + ", entries=" + entries() + ", bytes=" + bytes()
                + ", streams=" + streams().stream().map(Printable::name).toList() + "]";
    }
}
