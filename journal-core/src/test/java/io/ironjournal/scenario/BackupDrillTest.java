package io.ironjournal.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.BackupException;
import io.ironjournal.BackupOptions;
import io.ironjournal.BackupReport;
import io.ironjournal.Entry;
import io.ironjournal.Journal;
import io.ironjournal.JournalBackup;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backs a journal up while it is in use, destroys it, restores the backup, and compares. */
@Timeout(120)
class BackupDrillTest {

    private static final int SHARDS = 3;

    /** How long the load runs before each backup, in milliseconds. */
    private static final int LOAD = Integer.getInteger("ironjournal.drill.millis", 100);

    @TempDir
    Path temp;

    private static JournalOptions options(Path root) {
        return JournalOptions.builder(root)
                .maxSegmentSize(32 << 10)
                .logSegmentSize(64 << 10)
                .logBudget(512 << 10)
                .maxMemtableMemory(256 << 10)
                .build();
    }

    private static ShardedJournal open(Path root) {
        return ShardedJournal.open(options(root), SHARDS);
    }

    private static void destroy(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** What a backup must have, and may have. */
    private static final class Bounds {

        final List<Long> lengths = new ArrayList<>();
        final long consumed;
        final long produced;
        final Set<BranchId> undecided;
        final Set<BranchId> decided;
        final Map<String, List<Long>> checkpoints;

        Bounds(BackupLoad load) {
            for (int i = 0; i < BackupLoad.STREAMS; i++) {
                lengths.add(load.lengths.get(i));
            }
            consumed = load.consumed;
            produced = load.produced;
            undecided = Set.copyOf(load.undecided);
            decided = Set.copyOf(load.decided);
            checkpoints = Map.copyOf(load.checkpoints);
        }
    }

    @Test
    void journalUnderLoad_backedUp_destroyed_andRestored_isAsOfTheLsn() throws Exception {
        Path root = temp.resolve("journal");
        List<Path> backups = new ArrayList<>();
        List<Bounds> before = new ArrayList<>();
        List<Bounds> after = new ArrayList<>();
        List<BackupReport> reports = new ArrayList<>();
        Map<String, Map<Long, byte[]>> written = new HashMap<>();
        try (ShardedJournal sharded = open(root)) {
            try (BackupLoad load = new BackupLoad(sharded)) {
                load.start();
                for (int i = 0; i < 3; i++) {
                    Thread.sleep(LOAD);
                    Path to = temp.resolve("backup" + i);
                    before.add(new Bounds(load));
                    BackupOptions options =
                            i == 0 ? BackupOptions.full() : BackupOptions.incremental(backups.get(i - 1));
                    reports.add(sharded.journal().backup(to, options.withLinkedSegments(i == 2)));
                    after.add(new Bounds(load));
                    backups.add(to);
                    remember(sharded.journal(), written);
                }
            }
            remember(sharded.journal(), written);
        }
        destroy(root);
        assertTrue(reports.get(0).lsn() < reports.get(1).lsn()
                && reports.get(1).lsn() < reports.get(2).lsn());
        assertTrue(reports.get(2).linkedFiles() > 0, reports.get(2).toString());
        // Each backup is complete by itself.
        destroy(backups.get(0));
        for (int i = 1; i < backups.size(); i++) {
            assertEquals(
                    reports.get(i).lsn(), JournalBackup.verify(backups.get(i)).lsn());
            BackupReport restored = JournalBackup.restore(backups.get(i), root);
            assertEquals(reports.get(i).lsn(), restored.lsn());
            compare(root, restored, before.get(i), after.get(i), written);
            destroy(root);
        }
    }

    private static void remember(Journal journal, Map<String, Map<Long, byte[]>> written) {
        for (String stream : journal.streams()) {
            if (!stream.startsWith("short-lived")) {
                Map<Long, byte[]> entries = written.computeIfAbsent(stream, key -> new HashMap<>());
                BackupLoadReading.readQuietly(journal, stream, entry -> entries.put(entry.id(), entry.data()));
            }
        }
    }

    private void compare(
            Path root, BackupReport report, Bounds before, Bounds after, Map<String, Map<Long, byte[]>> written) {
        try (ShardedJournal sharded = open(root)) {
            Journal journal = sharded.journal();
            assertEquals(List.of(), journal.recoveryReport().losses());
            assertEquals(report.journalId(), Transactions.of(journal).journalId());
            assertTrue(journal.stats().durableLsn() >= report.lsn());
            for (String stream : journal.streams()) {
                for (Entry entry : BackupLoad.read(journal, stream)) {
                    byte[] original = written.getOrDefault(stream, Map.of()).get(entry.id());
                    if (original != null) {
                        assertArrayEquals(original, entry.data(), stream);
                    }
                }
            }
            compareStreams(journal, before, after);
            BackupLoad.requirePairs(journal);
            compareBranches(journal, before);
            long position = journal.cursor("consumer", BackupLoad.stream(1)).position();
            assertTrue(before.consumed <= position && position <= after.consumed + 10_000, "cursor at " + position);
            assertTrue(position <= journal.nextId(BackupLoad.stream(1)));
            long sequence = journal.producer("import").sequence().orElse(-1);
            assertTrue(sequence >= before.produced, "sequence " + sequence);
            assertEquals(sequence + 1, journal.nextId("imported"), "the producer moves with its entries");
            before.checkpoints.forEach(
                    (id, offsets) -> assertEquals(offsets, BackupLoad.offsets(sharded, id), "checkpoint " + id));
            journal.append(BackupLoad.stream(0), "goes on".getBytes(UTF_8));
        }
    }

    private static void compareStreams(Journal journal, Bounds before, Bounds after) {
        for (int i = 0; i < BackupLoad.STREAMS; i++) {
            String stream = BackupLoad.stream(i);
            long next = journal.nextId(stream);
            assertTrue(next >= before.lengths.get(i), stream + " lacks acknowledged entries");
            // A write whose caller had not returned yet may be in the backup: one for each thread.
            assertTrue(next <= after.lengths.get(i) + 2, stream + " has entries from after the backup");
            for (Entry entry : BackupLoad.read(journal, stream)) {
                BackupLoad.requireWhole(journal, entry.data());
            }
        }
    }

    private static void compareBranches(Journal journal, Bounds before) {
        Set<BranchId> inDoubt = new HashSet<>();
        Transactions.of(journal).inDoubt().stream().map(InDoubtBranch::id).forEach(inDoubt::add);
        assertTrue(inDoubt.containsAll(before.undecided), inDoubt + " lacks some of " + before.undecided);
        assertFalse(inDoubt.stream().anyMatch(before.decided::contains));
        for (BranchId id : before.undecided) {
            long next = journal.nextId("pairs");
            Transactions.of(journal).commit(id);
            assertEquals(next + 1, journal.nextId("pairs"));
        }
        BackupLoad.requirePairs(journal);
        assertFalse(before.undecided.isEmpty(), "the load left no branch undecided");
    }

    @Test
    void backup_toADirectoryWithFiles_orInsideOfTheJournal_isRefused() throws IOException {
        Path root = temp.resolve("journal");
        Path used = Files.createDirectories(temp.resolve("used"));
        Files.writeString(used.resolve("letter"), "text");
        try (Journal journal = Journal.open(root)) {
            journal.append("a", new byte[1]);
            assertThrows(BackupException.class, () -> journal.backup(used));
            assertThrows(BackupException.class, () -> journal.backup(root.resolve("backup")));
            journal.backup(temp.resolve("backup"));
            assertThrows(BackupException.class, () -> journal.backup(temp.resolve("backup")));
            assertThrows(BackupException.class, () -> JournalBackup.restore(temp.resolve("backup"), used));
            assertThrows(BackupException.class, () -> JournalBackup.restore(temp.resolve("backup"), root));
            journal.append("a", new byte[1]);
        }
        assertThrows(JournalClosedException.class, () -> {
            Journal closed = Journal.open(root);
            closed.close();
            closed.backup(temp.resolve("late"));
        });
    }

    @Test
    void incremental_ofAnotherJournal_isRefused() {
        try (Journal one = Journal.open(temp.resolve("one"));
                Journal other = Journal.open(temp.resolve("other"))) {
            one.backup(temp.resolve("backup"));
            BackupException refused = assertThrows(
                    BackupException.class,
                    () -> other.backup(temp.resolve("next"), BackupOptions.incremental(temp.resolve("backup"))));
            assertTrue(refused.getMessage().contains("of journal"), refused.getMessage());
        }
    }

    @Test
    void damagedBackups_areNamedFileByFile_andNotRestored() throws IOException {
        Path backup = temp.resolve("backup");
        try (Journal journal = Journal.open(temp.resolve("journal"))) {
            journal.append("a", new byte[1000]);
            journal.backup(backup);
        }
        Path segment = backup.resolve("files/streams/a/00000000000000000000.wal");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[500] ^= 1;
        Files.write(segment, bytes);
        Files.delete(backup.resolve("files/catalogue"));
        BackupException damaged = assertThrows(BackupException.class, () -> JournalBackup.verify(backup));
        assertTrue(damaged.getMessage().contains("2 of its"), damaged.getMessage());
        assertTrue(damaged.getMessage().contains(segment.toString()), damaged.getMessage());
        assertTrue(damaged.getMessage().contains("catalogue is missing"), damaged.getMessage());
        assertThrows(BackupException.class, () -> JournalBackup.restore(backup, temp.resolve("restored")));
        assertFalse(Files.exists(temp.resolve("restored")));
        Path manifest = backup.resolve("BACKUP");
        Files.writeString(manifest, Files.readString(manifest).replace("lsn ", "lsn 1"));
        assertThrows(BackupException.class, () -> JournalBackup.verify(backup));
        Files.delete(manifest);
        BackupException incomplete = assertThrows(BackupException.class, () -> JournalBackup.verify(backup));
        assertTrue(incomplete.getMessage().contains("interrupted"), incomplete.getMessage());
    }

    @Test
    void aDirectoryThatIsBeingRestored_isNotOpened() throws IOException {
        Path backup = temp.resolve("backup");
        try (Journal journal = Journal.open(temp.resolve("journal"))) {
            journal.append("a", new byte[1000]);
            journal.backup(backup);
        }
        Path restored = temp.resolve("restored");
        JournalBackup.restore(backup, restored);
        Files.createFile(restored.resolve("RESTORING"));
        BackupException refused = assertThrows(BackupException.class, () -> Journal.open(restored));
        assertTrue(refused.getMessage().contains("delete the content"), refused.getMessage());
        Files.delete(restored.resolve("RESTORING"));
        try (Journal journal = Journal.open(restored)) {
            assertEquals(1, journal.nextId("a"));
        }
    }

    @Test
    void removals_waitForTheEndOfABackup_andAPinExpires() throws Exception {
        Path root = temp.resolve("journal");
        try (Journal journal = Journal.open(options(root))) {
            for (int i = 0; i < 200; i++) {
                journal.append("a", new byte[1000]);
            }
            BackupException expired = assertThrows(
                    BackupException.class,
                    () -> journal.backup(
                            temp.resolve("slow"), BackupOptions.full().withPinLimit(java.time.Duration.ofNanos(1))));
            assertTrue(expired.getMessage().contains("pinLimit"), expired.getMessage());
            assertTrue(journal.truncate("a", 150) > 0);
            journal.backup(temp.resolve("fast"));
            assertTrue(journal.deleteStream("a"));
        }
        assertThrows(BackupException.class, () -> JournalBackup.verify(temp.resolve("slow")));
        JournalBackup.restore(temp.resolve("fast"), temp.resolve("restored"));
        try (Journal journal = Journal.open(options(temp.resolve("restored")))) {
            assertEquals(200, journal.nextId("a"));
        }
    }
}
