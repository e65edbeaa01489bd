package io.ironjournal.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.sharded.ShardedJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;

class JournalOfTestTest {

    private final JournalOfTest journal = new JournalOfTest();

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void close_journalOnDisk_deletesItsDirectory() {
        Journal onDisk = journal.plain(null, true);
        assertEquals(0, onDisk.append("orders", new byte[1]));
        Path directory = Objects.requireNonNull(journal.directory());
        assertTrue(Files.exists(directory));

        journal.close();

        assertFalse(Files.exists(directory));
    }

    @Test
    void close_journalInMemory_closesIt() {
        Journal inMemory = journal.plain(null, false);

        journal.close();

        assertThrows(JournalClosedException.class, () -> inMemory.append("orders", new byte[1]));
    }

    @Test
    void sharded_noNumberOfShards_isRefused() {
        ParameterResolutionException refused =
                assertThrows(ParameterResolutionException.class, () -> journal.sharded(null, false));

        assertEquals("Say how many shards the journal has: @Shards(4) ShardedJournal", refused.getMessage());
    }

    @Test
    void sharded_sameOrNoNumberAgain_isTheSameJournal() {
        ShardedJournal first = journal.sharded(2, false);

        assertSame(first, journal.sharded(2, false));
        assertSame(first, journal.sharded(null, false));
        assertThrows(ParameterResolutionException.class, () -> journal.sharded(3, false));
    }

    @Test
    void plain_afterShardedOrWithShards_isRefused() {
        assertThrows(ParameterResolutionException.class, () -> journal.plain(2, false));
        ShardedJournal sharded = journal.sharded(2, false);
        assertEquals(2, sharded.shardCount());
        assertThrows(ParameterResolutionException.class, () -> journal.plain(null, false));
    }

    @Test
    void plain_inMemoryAndOnDisk_isRefused() {
        Journal inMemory = journal.plain(null, false);
        assertSame(inMemory, journal.plain(null, false));

        assertThrows(ParameterResolutionException.class, () -> journal.plain(null, true));
    }
}
