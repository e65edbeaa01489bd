package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalNotFoundException;
import io.ironjournal.JournalOptions;
import io.ironjournal.sharded.ShardCountMismatchException;
import io.ironjournal.sharded.ShardedJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories in which a journal is created, and others. */
class JournalPresenceTest {

    @TempDir
    Path directory;

    private static JournalOptions mustExist(Path root) {
        return JournalOptions.builder(root).mustExist(true).build();
    }

    private static List<String> names(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void directoryOfAnotherProgram_isRefusedAndUnchanged() throws IOException {
        Files.createDirectory(directory.resolve("src"));
        Files.writeString(directory.resolve("pom.xml"), "<project/>");
        JournalNotFoundException refused = assertThrows(JournalNotFoundException.class, () -> Journal.open(directory));
        assertTrue(
                refused.getMessage().contains(directory + ", which contains 'pom.xml', 'src'"), refused.getMessage());
        assertEquals(List.of("pom.xml", "src"), names(directory));
    }

    /** A directory named log is common. */
    @Test
    void directoryOfAnotherProgram_withALog_isRefused() throws IOException {
        Files.createDirectory(directory.resolve("log"));
        Files.writeString(directory.resolve("log/production.log"), "x");
        Files.writeString(directory.resolve("Gemfile"), "x");
        assertThrows(JournalNotFoundException.class, () -> Journal.open(directory));
        assertEquals(List.of("production.log"), names(directory.resolve("log")));
    }

    @Test
    void directory_withHiddenFilesOrRemainsOfACrash_becomesAJournal() throws IOException {
        Files.createDirectory(directory.resolve("lost+found"));
        Files.createFile(directory.resolve(".DS_Store"));
        Files.createFile(directory.resolve("LOCK"));
        Files.createFile(directory.resolve("MANIFEST.new"));
        Files.createDirectory(directory.resolve("log"));
        Files.createDirectory(directory.resolve("streams"));
        try (Journal journal = Journal.open(directory)) {
            assertTrue(journal.recoveryReport().created());
        }
    }

    @Test
    void journal_withForeignFilesBesideIt_isOpened() throws IOException {
        Journal.open(directory).close();
        Files.writeString(directory.resolve("README.txt"), "x");
        Journal.open(mustExist(directory)).close();
        Files.delete(directory.resolve("MANIFEST"));
        Journal.open(mustExist(directory)).close();
    }

    @Test
    void mustExist_withoutAJournal_isRefusedAndCreatesNothing() throws IOException {
        Path mistyped = directory.resolve("jurnal");
        JournalNotFoundException refused =
                assertThrows(JournalNotFoundException.class, () -> Journal.open(mustExist(mistyped)));
        assertTrue(refused.getMessage().contains(mistyped.toString()), refused.getMessage());
        assertTrue(refused.getMessage().contains("mustExist"), refused.getMessage());
        assertFalse(Files.exists(mistyped));
        assertThrows(JournalNotFoundException.class, () -> Journal.open(mustExist(directory)));
        assertEquals(List.of(), names(directory));
    }

    @Test
    void plainJournal_openedAsSharded_saysWhatToDo() {
        Journal.open(directory).close();
        ShardCountMismatchException refused = assertThrows(
                ShardCountMismatchException.class,
                () -> ShardedJournal.open(JournalOptions.builder(directory).build(), 4));
        assertTrue(refused.getMessage().contains("Open it with Journal.open"), refused.getMessage());
        assertTrue(refused.getMessage().contains("in another directory"), refused.getMessage());
    }

    @Test
    void shardedJournal_openedAsPlain_isRefusedBeforeAnyEffect() throws IOException {
        JournalOptions options = JournalOptions.builder(directory).build();
        ShardedJournal.open(options, 4).close();
        Files.delete(directory.resolve("MANIFEST"));
        List<String> before = names(directory);
        ShardCountMismatchException refused =
                assertThrows(ShardCountMismatchException.class, () -> Journal.open(directory));
        assertTrue(
                refused.getMessage().contains("as a plain journal: it was created with 4 shards"),
                refused.getMessage());
        assertTrue(
                refused.getMessage().contains("Open it with ShardedJournal.open and 4 shards"), refused.getMessage());
        assertEquals(before, names(directory));
        try (ShardedJournal opened = ShardedJournal.open(options, 4)) {
            assertEquals(4, opened.shardCount());
        }
    }
}
