package io.ironjournal.scale;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.SyncMode;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heap memory that an append allocates in its caller. Without other writers, the caller is also the committer. */
class AllocationTest {

    private static final int APPENDS = 50_000;

    @TempDir
    Path directory;

    @Test
    void append_allocatesLittleMoreThanItsEntry() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] entry = new byte[128];
        // Uses the same code as STRICT, except for the force.
        JournalOptions options =
                JournalOptions.builder(directory).syncMode(SyncMode.BATCH_ONLY).build();
        try (Journal journal = Journal.open(options)) {
            append(journal, entry);
            long before = threads.getCurrentThreadAllocatedBytes();
            append(journal, entry);
            long each = (threads.getCurrentThreadAllocatedBytes() - before) / APPENDS;
            assertTrue(each >= entry.length, "the copy is not counted: " + each);
            assertTrue(each < entry.length + 96, "an append of 128 bytes allocates " + each);
        }
    }

    private static void append(Journal journal, byte[] entry) {
        for (int i = 0; i < APPENDS; i++) {
            journal.append("orders", entry);
        }
    }
}
