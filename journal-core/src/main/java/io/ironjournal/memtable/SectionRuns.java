package io.ironjournal.memtable;

import io.ironjournal.format.EntryBlock;
import io.ironjournal.format.EntrySection;
import java.util.ArrayList;
import java.util.List;

/** Creates the runs of a section of a record: one, or one for each of its blocks. */
public final class SectionRuns {

    private SectionRuns() {}

    /**
     * Creates the runs in the order of their ids.
     *
     * @param bytes the record's body
     * @param lsn the LSN of the record that commits the entries
     * @param time the time of that record
     */
    public static List<MemtableRun> of(EntrySection section, byte[] bytes, long firstId, long lsn, long time) {
        if (!section.hasBlocks()) {
            return List.of(PlainRun.of(section, bytes, firstId, lsn, time));
        }
        List<MemtableRun> runs = new ArrayList<>(section.blocks().size());
        long id = firstId;
        for (EntryBlock block : section.blocks()) {
            runs.add(
                    block.isCompressed()
                            ? new CompressedRun(block, bytes, id, lsn, time)
                            : PlainRun.of(block, bytes, id, lsn, time));
            id += block.count();
        }
        return runs;
    }

    /** Returns the memory of the runs in bytes. */
    public static long memory(EntrySection section) {
        if (!section.hasBlocks()) {
            return PlainRun.memory(section.to() - section.from(), section.count());
        }
        long memory = 0;
        for (EntryBlock block : section.blocks()) {
            memory += PlainRun.memory(block.storedLength(), block.isCompressed() ? 1 : block.count());
        }
        return memory;
    }
}
