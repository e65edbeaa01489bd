package io.ironjournal.memtable;

import io.ironjournal.format.EntryBlock;
import io.ironjournal.format.EntrySection;
import java.util.ArrayList;
import java.util.List;

/** Makes chunks of a section of a record: one, or one for each of its blocks. */
public final class SectionChunks {

    private SectionChunks() {}

    /**
     * Makes the chunks, in the order of their ids.
     *
     * @param bytes the record's body
     * @param lsn the record that commits the entries
     */
    public static List<Chunk> of(EntrySection section, byte[] bytes, long firstId, long lsn) {
        if (!section.hasBlocks()) {
            return List.of(EntryRun.of(section, bytes, firstId, lsn));
        }
        List<Chunk> chunks = new ArrayList<>(section.blocks().size());
        long id = firstId;
        for (EntryBlock block : section.blocks()) {
            chunks.add(
                    block.isCompressed()
                            ? new CompressedRun(block, bytes, id, lsn)
                            : EntryRun.of(block, bytes, id, lsn));
            id += block.count();
        }
        return chunks;
    }

    /** Returns the memory that the chunks will hold, in bytes. */
    public static long memory(EntrySection section) {
        if (!section.hasBlocks()) {
            return EntryRun.memory(section.to() - section.from(), section.count());
        }
        long memory = 0;
        for (EntryBlock block : section.blocks()) {
            memory += EntryRun.memory(block.storedLength(), block.isCompressed() ? 1 : block.count());
        }
        return memory;
    }
}
