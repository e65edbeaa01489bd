package io.ironjournal.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.internal.FilesOpener;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Opens directories that releases have written. Each release adds its own, with {@code -Dironjournal.release=<version>}, and
 * no later release may fail to read one. An archive has two directories, as a killed process left them, and a text that says
 * what is in them.
 */
class ReleaseDirectoriesTest {

    private static final Path ARCHIVES = Path.of("src/test/resources/releases");
    private static final int SHARDS = 3;

    static List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(ARCHIVES)) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .sorted()
                    .toList();
        }
    }

    private static SimulatedStorage plain() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal journal = JournalFilesTest.write(storage);
        journal.producer("import").append("new", new byte[4], 41);
        return storage.kill();
    }

    private static SimulatedStorage sharded() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        ShardedJournal journal = JournalOpener.openSharded(JournalFilesTest.OPTIONS, SHARDS, storage, false);
        for (int i = 0; i < 30; i++) {
            journal.append(("key-" + i).getBytes(UTF_8), JournalFilesTest.text(i, 300));
            if (i % 10 == 9) {
                journal.createCheckpoint(("at " + i).getBytes(UTF_8));
            }
        }
        return storage.kill();
    }

    @Test
    @EnabledIfSystemProperty(named = "ironjournal.release", matches = "[0-9A-Za-z.-]+")
    void record() throws IOException {
        Map<String, byte[]> content = new TreeMap<>();
        JournalFilesTest.files(plain()).forEach((file, bytes) -> content.put("plain/" + file, bytes));
        JournalFilesTest.files(sharded()).forEach((file, bytes) -> content.put("sharded/" + file, bytes));
        content.put("content.txt", describe(content).getBytes(UTF_8));
        Path archive = ARCHIVES.resolve(System.getProperty("ironjournal.release") + ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Map.Entry<String, byte[]> file : content.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
    }

    private static Map<String, byte[]> read(Path archive) throws IOException {
        Map<String, byte[]> content = new TreeMap<>();
        try (InputStream in = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                zip.transferTo(bytes);
                content.put(entry.getName(), bytes.toByteArray());
            }
        }
        return content;
    }

    private static SimulatedStorage storage(Map<String, byte[]> content, String directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        content.forEach((file, bytes) -> {
            if (file.startsWith(directory + "/")) {
                files.put(file.substring(directory.length() + 1), bytes);
            }
        });
        return JournalFilesTest.storage(files);
    }

    /** Describes both directories as the read-only opener and the engine see them. */
    private static String describe(Map<String, byte[]> content) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String directory : List.of("plain", "sharded")) {
            try (JournalFiles files = FilesOpener.open(storage(content, directory))) {
                JournalFilesTest.verifyAll(files, List.of());
                assertEquals(List.of(), files.findings());
                text.append(directory).append(" as files\n");
                for (String stream : files.streams()) {
                    line(text, stream, JournalFilesTest.all(files, stream, 0));
                }
            }
        }
        try (Journal journal = JournalOpener.open(JournalFilesTest.OPTIONS, storage(content, "plain"), false)) {
            text.append("plain\n");
            streams(text, journal);
        }
        try (ShardedJournal journal =
                JournalOpener.openSharded(JournalFilesTest.OPTIONS, SHARDS, storage(content, "sharded"), false)) {
            text.append("sharded\n");
            streams(text, journal.journal());
            journal.listCheckpoints()
                    .forEach(found -> text.append("checkpoint ")
                            .append(new String(found.id(), UTF_8))
                            .append(' ')
                            .append(found.createdAt())
                            .append('\n'));
        }
        return text.toString();
    }

    private static void streams(StringBuilder text, Journal journal) {
        for (String stream : journal.streams()) {
            List<Entry> entries = new java.util.ArrayList<>();
            try (EntryIterator iterator = journal.iterate(stream, journal.firstId(stream))) {
                iterator.forEachRemaining(entries::add);
            }
            line(text, stream, entries);
        }
        journal.cursors()
                .forEach(cursor -> text.append("cursor ")
                        .append(cursor.name() + " " + cursor.stream() + " " + cursor.position() + "\n"));
        journal.producers()
                .forEach(producer -> text.append("producer " + producer.name() + " " + producer.sequence() + "\n"));
        Transactions.of(journal)
                .inDoubt()
                .forEach(branch -> text.append(
                        "in doubt " + branch.id() + " " + branch.entries() + " " + branch.streams() + "\n"));
    }

    private static void line(StringBuilder text, String stream, List<Entry> entries) {
        for (Entry entry : entries) {
            text.append(stream + " " + entry.id() + " " + entry.timeMicros() + " " + entry.data().length + " "
                    + Arrays.hashCode(entry.data()) + " "
                    + Arrays.hashCode(entry.headers().toBytes()) + "\n");
        }
    }

    @ParameterizedTest
    @MethodSource("archives")
    void directoryOfARelease_hasEverythingThatItWrote(Path archive) throws IOException {
        Map<String, byte[]> content = read(archive);
        String expected = new String(content.get("content.txt"), UTF_8);
        assertTrue(expected.lines().count() > 100, expected);
        assertEquals(expected, describe(content));
    }

    @ParameterizedTest
    @MethodSource("archives")
    void directoryOfARelease_canBeWritten_andIsReadAfterwards(Path archive) throws IOException {
        SimulatedStorage storage = storage(read(archive), "plain");
        long next;
        try (Journal journal = JournalOpener.open(JournalFilesTest.OPTIONS, storage, false)) {
            Transactions.of(journal)
                    .inDoubt()
                    .forEach(branch -> Transactions.of(journal).commit(branch.id()));
            for (int i = 0; i < 50; i++) {
                journal.append("a", JournalFilesTest.text(i, 500));
            }
            journal.truncate("b/ö", 10);
            next = journal.nextId("a");
        }
        try (Journal journal = JournalOpener.open(JournalFilesTest.OPTIONS, storage, false)) {
            assertEquals(next, journal.nextId("a"));
            assertEquals(500, journal.get("a", next - 1).orElseThrow().length);
            assertTrue(Transactions.of(journal).inDoubt().isEmpty());
        }
    }

    @Test
    void thereIsAnArchive() throws IOException {
        assertFalse(archives().isEmpty());
    }
}
