package io.ironjournal.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.spi.transaction.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Reads the files on a disk: beside a running journal, and in a directory that cannot be written. */
class RunningJournalFilesTest {

    private static final int READINGS = Integer.getInteger("ironjournal.readings", 25);

    @TempDir
    Path directory;

    private JournalOptions options() {
        return JournalOptions.builder(directory.resolve("journal"))
                .logSegmentSize(64 << 10)
                .logBudget(256 << 10)
                .maxSegmentSize(32 << 10)
                .build();
    }

    /** Entry n of each stream is its number. The second stream always gets its entry after the first one. */
    @Test
    void readerBesideAWriter_seesOneStateWithoutGaps() throws Exception {
        try (Journal journal = Journal.open(options())) {
            AtomicBoolean stop = new AtomicBoolean();
            AtomicLong acknowledged = new AtomicLong();
            Thread writer = new Thread(() -> write(journal, stop, acknowledged));
            writer.start();
            try {
                for (int i = 0; i < READINGS; i++) {
                    long before = acknowledged.get();
                    try (JournalFiles files = JournalFiles.openReadOnly(directory.resolve("journal"))) {
                        check(files, before);
                    }
                }
            } finally {
                stop.set(true);
                writer.join();
            }
            assertEquals(null, journal.failed().toCompletableFuture().getNow(null));
        }
    }

    private static void write(Journal journal, AtomicBoolean stop, AtomicLong acknowledged) {
        for (long n = 0; !stop.get(); n++) {
            byte[] entry = (n + " ".repeat((int) (n % 300))).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            journal.append("first", entry);
            journal.append("second", entry);
            if (n % 100 == 99) {
                journal.resetCursor("reader", "first", n);
            }
            acknowledged.set(n + 1);
        }
    }

    private static void check(JournalFiles files, long acknowledged) {
        List<Finding> serious = files.findings().stream()
                .filter(finding -> finding.kind().severity() != Severity.NOTE)
                .toList();
        assertEquals(List.of(), serious);
        long first = files.stream("first").map(StreamInfo::nextId).orElse(0L);
        long second = files.stream("second").map(StreamInfo::nextId).orElse(0L);
        assertTrue(first >= acknowledged && second >= acknowledged, first + ", " + second + ", " + acknowledged);
        assertTrue(first == second || first == second + 1, first + " and " + second + " at " + files.asOf());
        files.cursors().forEach(cursor -> assertTrue(cursor.lag() >= 0 && cursor.lag() <= 101, cursor.toString()));
        for (String stream : files.streams()) {
            long next = Math.max(0, first - 600);
            try (EntryScan entries = files.entries(stream, next)) {
                while (entries.hasNext()) {
                    Entry entry = entries.next();
                    assertEquals(next, entry.id());
                    String text = new String(entry.data(), java.nio.charset.StandardCharsets.UTF_8);
                    assertEquals(Long.toString(next), text.strip());
                    next++;
                }
                assertEquals(List.of(), entries.findings());
                assertEquals(stream.equals("first") ? first : second, next);
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void lock_isOpenWhileAJournalOfThisProcessHasIt_andStaysTaken() throws IOException {
        Path root = directory.resolve("journal");
        try (Journal journal = Journal.open(options())) {
            journal.append("a", new byte[3]);
            for (int i = 0; i < 3; i++) {
                try (JournalFiles files = JournalFiles.openReadOnly(root)) {
                    assertEquals(LockInfo.State.OPEN, files.lock().state());
                    NextOpening next = files.nextOpening();
                    assertTrue(next.succeeds(), next.steps().toString());
                    assertTrue(next.steps().get(0).startsWith("It is possible only after"), next.toString());
                    assertFalse(next.steps().toString().contains("refused"), next.toString());
                    assertTrue(files.lock()
                            .owner()
                            .contains(Long.toString(ProcessHandle.current().pid())));
                }
            }
        }
        try (JournalFiles files = JournalFiles.openReadOnly(root)) {
            assertEquals(LockInfo.State.CLOSED, files.lock().state());
        }
    }

    @Test
    void readOnlyDirectory_isReadAndStaysAsItWas() throws IOException {
        Path root = directory.resolve("journal");
        try (Journal journal = Journal.open(options())) {
            for (int i = 0; i < 500; i++) {
                journal.append("a", new byte[i]);
            }
            JournalFilesTest.prepare(journal, 1);
            assertEquals(1, Transactions.of(journal).inDoubt().size());
        }
        Map<String, byte[]> before = content(root);
        boolean posix = Files.getFileStore(root).supportsFileAttributeView("posix");
        setPermissions(root, posix, "r-xr-xr-x", "r--r--r--");
        try (JournalFiles files = JournalFiles.openReadOnly(root)) {
            assertEquals(List.of(), files.findings());
            assertEquals(500, JournalFilesTest.all(files, "a", 0).size());
            assertEquals(1, files.inDoubt().size());
            JournalFilesTest.verifyAll(files, List.of());
        } finally {
            setPermissions(root, posix, "rwxr-xr-x", "rw-r--r--");
        }
        Map<String, byte[]> after = content(root);
        assertEquals(before.keySet(), after.keySet());
        before.forEach((file, bytes) -> assertArrayEquals(bytes, after.get(file), file));
    }

    private static void setPermissions(Path root, boolean posix, String directories, String files) throws IOException {
        if (!posix) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.toList()) {
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(Files.isDirectory(path) ? directories : files));
            }
        }
    }

    private static Map<String, byte[]> content(Path root) throws IOException {
        Map<String, byte[]> content = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.toList()) {
                content.put(
                        root.relativize(path) + " " + Files.getLastModifiedTime(path),
                        Files.isRegularFile(path) ? Files.readAllBytes(path) : new byte[0]);
            }
        }
        return content;
    }
}
