package io.ironjournal.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.ironjournal.EntryViewIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.SyncMode;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heap memory that calls allocate in their thread. */
class AllocationTest {

    private static final int APPENDS = 50_000;

    @TempDir
    Path directory;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Without other writers, the caller is also the committer. */
    @Test
    void append_allocatesLittleMoreThanItsEntry() {
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

    @Test
    void iterationOverViews_allocatesNothingForAnEntry() {
        JournalOptions options =
                JournalOptions.builder(directory).syncMode(SyncMode.BATCH_ONLY).build();
        try (Journal journal = Journal.open(options)) {
            append(journal, new byte[128]);
            requireLessThanAByteEach(journal, "from memory");
        }
        try (Journal journal = Journal.open(options)) {
            requireLessThanAByteEach(journal, "from segments");
        }
    }

    /** Does not count what an iterator allocates once, such as its buffer. */
    private void requireLessThanAByteEach(Journal journal, String where) {
        long allocated = 0;
        for (int reading = 0; reading < 2; reading++) {
            try (EntryViewIterator views = journal.iterateViews("orders", 0)) {
                read(views, APPENDS / 2);
                long before = threads.getCurrentThreadAllocatedBytes();
                read(views, APPENDS / 2);
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
                assertFalse(views.hasNext());
            }
        }
        assertTrue(allocated < APPENDS / 2, where + ", " + APPENDS / 2 + " entries allocate " + allocated + " bytes");
    }

    private static void read(EntryViewIterator views, int count) {
        long read = 0;
        for (int i = 0; i < count; i++) {
            read += views.next().data().remaining();
        }
        assertEquals(128L * count, read);
    }

    private static void append(Journal journal, byte[] entry) {
        for (int i = 0; i < APPENDS; i++) {
            journal.append("orders", entry);
        }
    }
}
