package io.ironjournal.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.ironjournal.Journal;
import io.ironjournal.sharded.ShardedJournal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(JournalExtension.class)
class JournalExtensionTest {

    @BeforeEach
    void appendFirst(TestDisk disk) {
        // Uses the disk only, so that each test chooses its journal.
        disk.diskFull(false);
    }

    @RepeatedTest(2)
    void journal_eachTest_isEmpty(Journal journal, Journal same, TestDisk disk) {
        assertSame(journal, same);
        assertEquals(0, journal.append("orders", new byte[1]));

        disk.crash();

        assertEquals(1, disk.open().nextId("orders"));
    }

    @Test
    void journalOnDisk_append_works(@OnDisk Journal journal) {
        assertEquals(0, journal.append("orders", new byte[1]));
    }

    @Test
    void shardedJournal_declaredNumber_hasItsShards(@Shards(4) ShardedJournal journal) {
        assertEquals(4, journal.shardCount());
    }
}
