package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ironjournal.Cursor;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.SyncMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Exchanges directories and files of an open journal while it writes, truncates and closes. The journal must fail-stop,
 * name what was exchanged, and have all acknowledged entries in the directory that it opened.
 */
class ExchangedDirectoryTest {

    /** The time within which a journal must fail. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    @TempDir
    Path temporary;

    private Path root;
    private Path away;

    @BeforeEach
    void chooseDirectories() {
        root = temporary.resolve("journal");
        away = temporary.resolve("away");
    }

    private enum Exchange {
        RENAMED {
            @Override
            void run(Path place, Path away) throws IOException {
                Files.move(place, away);
            }
        },
        REPLACED_BY_A_COPY {
            @Override
            void run(Path place, Path away) throws IOException {
                Files.move(place, away);
                copy(away, place);
            }
        },
        DELETED {
            @Override
            void run(Path place, Path away) throws IOException {
                copy(place, away);
                // At once: otherwise a thread of the journal may fail on a file before the directory is gone.
                Path doomed = place.resolveSibling(place.getFileName() + ".doomed");
                Files.move(place, doomed);
                delete(doomed);
            }
        };

        abstract void run(Path place, Path away) throws IOException;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                try {
                    Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
                } catch (IOException gone) {
                    // The journal keeps working in the meantime.
                }
            }
        }
    }

    private static void delete(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException | IOException again) {
            if (Files.exists(place)) {
                delete(place);
            }
        }
    }

    private Journal open(SyncMode mode) {
        Journal journal = Journal.open(Small.options(root).syncMode(mode).build());
        for (int i = 0; i < 40; i++) {
            journal.append("a", entry(i, 1000));
        }
        Cursor cursor = journal.cursor("reader", "a");
        cursor.advanceTo(5);
        return journal;
    }

    /** Appends until the journal refuses, and returns the number of acknowledged entries. */
    private static int appendUntilItFails(Journal journal, int from) {
        long start = System.nanoTime();
        for (int i = from; ; i++) {
            assertTrue(System.nanoTime() - start < PATIENCE, "The journal never failed");
            try {
                journal.append("a", entry(i, 1000));
            } catch (JournalException e) {
                assertEquals(JournalFailedException.class, e.getClass());
                return i;
            }
        }
    }

    private static void requireNames(Throwable failure, Path place) {
        String message = failure.toString();
        assertTrue(message.contains("while the journal was open"), message);
        assertTrue(message.contains(place.toString()), message);
    }

    private void requireExchangeNoticed(Path place, Exchange exchange, SyncMode mode) throws IOException {
        Journal journal = open(mode);
        exchange.run(place, away);
        int acknowledged = appendUntilItFails(journal, 40);
        requireNames(journal.stats().failure().orElseThrow(), place);
        JournalFailedException closing = assertThrows(JournalFailedException.class, journal::close);
        requireNames(closing, place);
        if (exchange != Exchange.DELETED) {
            putBack(place);
            requireAll(acknowledged);
        }
    }

    /** Moves the original back to its place. */
    private void putBack(Path place) throws IOException {
        if (Files.exists(place)) {
            delete(place);
        }
        Files.move(away, place);
    }

    private void requireAll(int acknowledged) {
        try (Journal journal = Journal.open(Small.options(root).build())) {
            for (int i = 0; i < acknowledged; i++) {
                assertArrayEquals(entry(i, 1000), journal.get("a", i).orElseThrow());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Exchange.class)
    void root_exchangedWhileOpen_failsTheJournal(Exchange exchange) throws IOException {
        requireExchangeNoticed(root, exchange, SyncMode.STRICT);
    }

    @ParameterizedTest
    @EnumSource(Exchange.class)
    void log_exchangedWhileOpen_failsTheJournal(Exchange exchange) throws IOException {
        requireExchangeNoticed(root.resolve("log"), exchange, SyncMode.STRICT);
    }

    @ParameterizedTest
    @EnumSource(Exchange.class)
    void streams_exchangedWhileOpen_failsTheJournal(Exchange exchange) throws IOException {
        requireExchangeNoticed(root.resolve("streams"), exchange, SyncMode.ASYNC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOCK", "MANIFEST"})
    void file_replacedWhileOpen_failsTheJournal(String file) throws IOException {
        requireExchangeNoticed(root.resolve(file), Exchange.REPLACED_BY_A_COPY, SyncMode.STRICT);
    }

    @Test
    void lock_deletedByAScript_failsTheFirstOwnerWithinSeconds() throws IOException {
        requireExchangeNoticed(root.resolve("LOCK"), Exchange.DELETED, SyncMode.STRICT);
    }

    @Test
    void cursors_replacedWhileOpen_failsTheJournal() throws IOException {
        open(SyncMode.STRICT).close();
        Journal journal = Journal.open(Small.options(root).build());
        Exchange.REPLACED_BY_A_COPY.run(root.resolve("cursors"), away);
        appendUntilItFails(journal, 40);
        requireNames(journal.stats().failure().orElseThrow(), root.resolve("cursors"));
        assertThrows(JournalFailedException.class, journal::close);
    }

    @Test
    void activeLogSegment_replacedWhileOpen_failsTheJournal() throws IOException {
        Journal journal = open(SyncMode.STRICT);
        List<Path> segments;
        try (Stream<Path> files = Files.list(root.resolve("log"))) {
            segments = files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
        // The active segment and the next prepared one. Others may just be retired.
        for (Path segment : segments.subList(Math.max(0, segments.size() - 2), segments.size())) {
            Path copy = segment.resolveSibling(segment.getFileName() + ".copy");
            Files.copy(segment, copy);
            Files.move(copy, segment, StandardCopyOption.REPLACE_EXISTING);
        }
        appendUntilItFails(journal, 40);
        requireNames(journal.stats().failure().orElseThrow(), root.resolve("log"));
        assertThrows(JournalFailedException.class, journal::close);
    }

    @Test
    void truncate_afterTheRootWasExchanged_changesNoFileOfTheCopy() throws IOException {
        Journal journal = open(SyncMode.STRICT);
        Files.move(root, away);
        copy(away, root);
        List<Path> before = list(root.resolve("streams"));
        assertThrows(JournalException.class, () -> journal.truncate("a", 40));
        assertEquals(before, list(root.resolve("streams")));
        assertThrows(JournalFailedException.class, journal::close);
        assertEquals(before, list(root.resolve("streams")));
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted().toList();
        }
    }

    @Test
    void close_afterTheRootWasMoved_reportsNoSuccess() throws IOException {
        Journal journal = open(SyncMode.BATCH_ONLY);
        Files.move(root, away);
        requireNames(assertThrows(JournalFailedException.class, journal::close), root);
        Files.move(away, root);
        requireAll(40);
    }

    @Test
    void root_mountedOverWhileOpen_failsTheJournal() throws Exception {
        Journal journal = open(SyncMode.STRICT);
        assumeTrue(run("mount", "-t", "tmpfs", "tmpfs", root.toString()), "Mounting is not allowed here");
        try {
            int acknowledged = appendUntilItFails(journal, 40);
            requireNames(journal.stats().failure().orElseThrow(), root);
            assertThrows(JournalFailedException.class, journal::close);
            assertTrue(run("umount", root.toString()));
            requireAll(acknowledged);
        } finally {
            run("umount", "-q", root.toString());
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    /** The journal's own name changes are no exchange. */
    @Test
    void ownReplacements_areNoExchange() throws Exception {
        try (Journal journal = open(SyncMode.STRICT)) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 60; i++) {
                    journal.append("a", entry(i, 1000));
                }
                journal.cursor("reader", "a").advanceTo(journal.nextId("a"));
                journal.truncate("a", journal.nextId("a") - 10);
                Thread.sleep(400);
            }
            assertTrue(journal.stats().failure().isEmpty());
        }
    }
}
