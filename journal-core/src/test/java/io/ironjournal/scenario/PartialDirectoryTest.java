package io.ironjournal.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionPolicy;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.TxnWriter;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Damages each file and directory of a journal in turn: removed, truncated, renamed, replaced by an older copy. The
 * journal must refuse to open with an error that names the damaged place, or lose nothing. With the policy TRUNCATE it
 * must open and record what it lost. No id is assigned twice without a recorded loss.
 */
class PartialDirectoryTest {

    private static final int SHARDS = 2;
    private static final boolean PAIRS = Boolean.getBoolean("ironjournal.pairs");
    private static final List<String> STREAMS = List.of("orders", "audit/eu", "idle", "cut", "late");

    /** The files, by path. */
    private record Snapshot(TreeMap<String, byte[]> files) {

        static Snapshot of(SimulatedStorage storage) throws IOException {
            TreeMap<String, byte[]> files = new TreeMap<>();
            for (String path : storage.files()) {
                files.put(path, storage.readAll(path));
            }
            return new Snapshot(files);
        }

        Snapshot copy() {
            return new Snapshot(new TreeMap<>(files));
        }

        SimulatedStorage toStorage() throws IOException {
            SimulatedStorage storage = new SimulatedStorage(1);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                storage.writeAll(file.getKey(), file.getValue());
            }
            return storage;
        }

        /** Returns all files and their directories. */
        Set<String> places() {
            Set<String> places = new TreeSet<>(files.keySet());
            for (String path : files.keySet()) {
                for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                    places.add(path.substring(0, slash));
                }
            }
            return places;
        }

        List<String> below(String place) {
            return files.keySet().stream()
                    .filter(path -> path.equals(place) || path.startsWith(place + "/"))
                    .toList();
        }
    }

    private enum Damage {
        REMOVED {
            @Override
            boolean apply(Snapshot target, String place, Snapshot older) {
                target.below(place).forEach(target.files()::remove);
                return true;
            }
        },
        CUT_SHORT {
            @Override
            boolean apply(Snapshot target, String place, Snapshot older) {
                byte[] bytes = target.files().get(place);
                if (bytes == null || bytes.length == 0) {
                    return false;
                }
                target.files().put(place, Arrays.copyOf(bytes, bytes.length / 2));
                return true;
            }
        },
        RENAMED {
            @Override
            boolean apply(Snapshot target, String place, Snapshot older) {
                for (String path : target.below(place)) {
                    target.files()
                            .put(
                                    place + ".bak" + path.substring(place.length()),
                                    target.files().remove(path));
                }
                return true;
            }
        },
        REPLACED_BY_AN_OLDER_COPY {
            @Override
            boolean apply(Snapshot target, String place, Snapshot older) {
                List<String> old = older.below(place);
                if (old.isEmpty()) {
                    return false;
                }
                target.below(place).forEach(target.files()::remove);
                old.forEach(path -> target.files().put(path, older.files().get(path)));
                return true;
            }
        };

        abstract boolean apply(Snapshot target, String place, Snapshot older);
    }

    /** The content of a journal, as an application sees it. */
    private record Contents(
            Map<String, List<String>> entries,
            Map<String, Long> nextIds,
            Map<String, Long> cursors,
            List<String> checkpoints,
            Set<BranchId> inDoubt) {

        static Contents of(ShardedJournal sharded) {
            Journal journal = sharded.journal();
            Map<String, List<String>> entries = new TreeMap<>();
            Map<String, Long> nextIds = new TreeMap<>();
            Map<String, Long> cursors = new TreeMap<>();
            Set<String> streams = new TreeSet<>(journal.streams());
            streams.addAll(STREAMS);
            for (String stream : streams) {
                List<String> found = new ArrayList<>();
                long first = journal.firstId(stream);
                if (journal.nextId(stream) > 0) {
                    try (EntryIterator all = journal.iterate(stream, first)) {
                        all.forEachRemaining(entry -> found.add(entry.id() + new String(entry.data(), UTF_8)));
                    }
                }
                entries.put(stream, found);
                nextIds.put(stream, journal.nextId(stream));
                cursors.put(stream, journal.cursor("mailer", stream).position());
            }
            List<String> checkpoints = new ArrayList<>();
            sharded.listCheckpoints().forEach(info -> {
                var loaded = sharded.loadCheckpoint(info.id());
                checkpoints.add(new String(info.id(), UTF_8) + loaded.offset(0) + "," + loaded.offset(1));
            });
            Set<BranchId> inDoubt = new java.util.HashSet<>();
            Transactions.of(journal).inDoubt().forEach(branch -> inDoubt.add(branch.id()));
            return new Contents(entries, nextIds, cursors, checkpoints, inDoubt);
        }
    }

    private static JournalOptions options(CorruptionPolicy policy) {
        return JournalOptions.builder(Path.of("/simulated"))
                .logSegmentSize(8 << 10)
                .logBudget(32 << 10)
                .maxMemtableMemory(64 << 10)
                .maxEntriesPerSegment(20)
                .maxEntrySize(4 << 10)
                .maxTransactionSize(8 << 10)
                .corruptionPolicy(policy)
                .build();
    }

    private static ShardedJournal open(SimulatedStorage storage, CorruptionPolicy policy) {
        return JournalOpener.openSharded(options(policy), SHARDS, storage, false);
    }

    private SimulatedStorage storage = new SimulatedStorage(1);
    private Snapshot older;
    private Snapshot last;
    private Contents contents;
    private int refusals;

    /** Runs the journal twice, with an older copy taken in between. */
    private void live(boolean killed) throws IOException {
        storage = new SimulatedStorage(1);
        try (ShardedJournal journal = open(storage, CorruptionPolicy.FAIL)) {
            journal.journal().append("idle", bytes("idle"));
            write(journal, "first");
            journal.compactCheckpoints(2);
        }
        older = Snapshot.of(storage);
        ShardedJournal journal = open(storage, CorruptionPolicy.FAIL);
        write(journal, "second");
        for (int i = 0; i < 30; i++) {
            journal.journal().append("late", bytes("late " + i + "x".repeat(300)));
        }
        if (!killed) {
            contents = Contents.of(journal);
            journal.close();
        } else {
            contents = Contents.of(journal);
            storage = storage.kill();
        }
        last = Snapshot.of(storage);
    }

    private static void write(ShardedJournal sharded, String text) {
        Journal journal = sharded.journal();
        for (int i = 0; i < 60; i++) {
            journal.append("orders", bytes(text + i + "x".repeat(400)));
            journal.append("cut", bytes(text + i));
            sharded.append(bytes("key" + i), bytes(text + i));
            try (TxnWriter both = journal.writer("orders")) {
                both.add(bytes(text)).add("audit/eu", bytes(text + i)).commit();
            }
        }
        journal.truncate("cut", 30);
        journal.cursor("mailer", "orders").advanceTo(journal.nextId("orders") - 5);
        sharded.createCheckpoint(bytes("checkpoint " + text));
        sharded.createCheckpoint(bytes("again " + text));
        BranchId branch = new BranchId(7, bytes("branch " + text), new byte[] {1});
        Transactions.of(journal).begin(branch).add("orders", bytes("in doubt"));
        Transactions.of(journal).prepare(branch);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void eachDamageOfAClosedJournal_isRefusedRecordedOrHarmless() throws IOException {
        live(false);
        damageEach();
    }

    @Test
    void eachDamageOfAKilledJournal_isRefusedRecordedOrHarmless() throws IOException {
        live(true);
        damageEach();
    }

    private void damageEach() throws IOException {
        assertTrue(last.places().contains("catalogue"), last.places().toString());
        assertTrue(last.files().keySet().stream()
                        .filter(path -> path.startsWith("log/"))
                        .count()
                > 3);
        List<String> violations = new ArrayList<>();
        int tried = 0;
        for (String place : last.places()) {
            for (Damage damage : Damage.values()) {
                Snapshot damaged = last.copy();
                if (damage.apply(damaged, place, older)) {
                    tried++;
                    check(damaged, List.of(place), damage + " " + place, violations);
                    if (PAIRS) {
                        tried += damageAnother(damaged, place, damage, violations);
                    }
                }
            }
        }
        System.out.println(tried + " damaged directories, " + refusals + " of them refused");
        assertTrue(refusals > tried / 3, refusals + " of " + tried);
        assertEquals("", String.join("\n", violations));
    }

    private int damageAnother(Snapshot damaged, String place, Damage damage, List<String> violations)
            throws IOException {
        int tried = 0;
        for (String other : damaged.places()) {
            for (Damage second : Damage.values()) {
                Snapshot twice = damaged.copy();
                if (other.compareTo(place) > 0 && second.apply(twice, other, older)) {
                    tried++;
                    check(twice, List.of(place, other), damage + " " + place + ", " + second + " " + other, violations);
                }
            }
        }
        return tried;
    }

    private void check(Snapshot damaged, List<String> places, String what, List<String> violations) throws IOException {
        boolean refused = false;
        SimulatedStorage strict = damaged.toStorage();
        try (ShardedJournal journal = open(strict, CorruptionPolicy.FAIL)) {
            Contents found = Contents.of(journal);
            if (!found.equals(contents)) {
                violations.add(what + ": silently lost: " + difference(found));
            }
        } catch (JournalException e) {
            refused = true;
            refusals++;
            if (places.stream().noneMatch(place -> names(e.getMessage(), place))) {
                violations.add(what + ": the error does not name the place: " + e.getMessage());
            }
        } catch (RuntimeException e) {
            violations.add(what + ": not a journal exception: " + e);
        }
        tolerate(damaged.toStorage(), what, refused, violations);
    }

    /** Returns whether the message names the damaged place, or a directory that contains it. */
    private static boolean names(String message, String place) {
        String plain = place.replaceAll("\\.bak$", "");
        int slash = plain.indexOf('/', plain.indexOf('/') + 1);
        String directory = slash > 0 ? plain.substring(0, slash) : plain.replaceAll("/.*", "");
        return message.contains("simulated/" + directory)
                || (directory.startsWith("log")
                        && (message.contains("the commit log") || message.contains("rest of the journal is an older")));
    }

    private void tolerate(SimulatedStorage target, String what, boolean refused, List<String> violations)
            throws IOException {
        try (ShardedJournal journal = open(target, CorruptionPolicy.TRUNCATE)) {
            boolean lost = false;
            for (String stream : contents.entries().keySet()) {
                lost |= !readable(journal.journal(), stream);
            }
            for (String stream : STREAMS) {
                long given = journal.journal().append(stream, bytes("after"));
                lost |= given < contents.nextIds().get(stream);
            }
            lost |= !contents.checkpoints().equals(checkpoints(journal));
            boolean recorded = target.files().contains("LOSS");
            if (lost && !recorded && !refused) {
                violations.add(what + ": lost under TRUNCATE without a record");
            }
        } catch (RuntimeException e) {
            if (!what.contains("MANIFEST") || !what.contains("log")) {
                violations.add(what + ": does not open under TRUNCATE: " + e);
            }
        }
        // A loss that is recorded needs no TRUNCATE again.
        if (target.files().contains("LOSS")) {
            try (ShardedJournal journal = open(target, CorruptionPolicy.FAIL)) {
                assertTrue(journal.journal().streams().contains("orders"));
            } catch (RuntimeException e) {
                violations.add(what + ": does not open again after its loss was recorded: " + e);
            }
        }
    }

    private static List<String> checkpoints(ShardedJournal journal) {
        try {
            return Contents.of(journal).checkpoints();
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    private boolean readable(Journal journal, String stream) {
        try {
            List<String> found = new ArrayList<>();
            try (EntryIterator all = journal.iterate(stream, journal.firstId(stream))) {
                all.forEachRemaining(entry -> found.add(entry.id() + new String(entry.data(), UTF_8)));
            }
            return found.equals(contents.entries().get(stream));
        } catch (JournalException e) {
            return false;
        }
    }

    private String difference(Contents found) {
        StringBuilder text = new StringBuilder();
        for (String stream : contents.entries().keySet()) {
            if (!contents.entries().get(stream).equals(found.entries().get(stream))) {
                text.append(stream)
                        .append(" has ")
                        .append(found.entries().getOrDefault(stream, List.of()).size())
                        .append(" of ")
                        .append(contents.entries().get(stream).size())
                        .append(" entries, next id ")
                        .append(found.nextIds().get(stream))
                        .append("; ");
            }
        }
        if (!found.cursors().equals(contents.cursors())) {
            text.append(found.cursors()).append(" for ").append(contents.cursors());
        }
        if (!found.checkpoints().equals(contents.checkpoints())) {
            text.append(found.checkpoints()).append(" for ").append(contents.checkpoints());
        }
        if (!found.inDoubt().equals(contents.inDoubt())) {
            text.append(found.inDoubt()).append(" for ").append(contents.inDoubt());
        }
        return text.toString();
    }
}
