package io.ironjournal.simulation;

import io.ironjournal.Compression;
import io.ironjournal.Cursor;
import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.SyncMode;
import io.ironjournal.TxnWriter;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.io.SimulatedCrash;
import io.ironjournal.log.ForcedBeside;
import io.ironjournal.simulation.Model.Batch;
import io.ironjournal.simulation.Model.Fate;
import io.ironjournal.simulation.Model.Prepared;
import io.ironjournal.spi.log.InMemoryCrash;
import io.ironjournal.spi.log.InMemoryLog;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lives of a journal on a simulated storage: random writes, with power failures, process kills and failing forces at
 * random moments, also during recovery. Everything runs in one thread, so that a seed repeats the run. After each crash
 * the journal must open, have all acknowledged entries, and show no partial write.
 */
final class CrashSimulation extends CrashedLives {

    private static final String[] STREAMS = {"orders", "audit/eu", "Ledger", "x"};

    static final List<String> CURSORS = List.of("mailer", "index");

    /** Some lives end by a kill or power failure between two calls. */
    private static final Faults FAULTS = new Faults(2, 1, 1, 10);

    private static final Space SPACE = new Space(2, 8, 64 << 10);

    private final Duration syncInterval;
    private JournalOptions options;
    private final Model model = new Model();
    private final List<Branch> active = new ArrayList<>();

    /** The log in memory, or null if the log is in files of the storage. */
    private @Nullable InMemoryLog log;

    private final Map<String, byte @Nullable []> quarantined = new HashMap<>();
    private final Map<BranchId, Batch> batches = new HashMap<>();
    private long branchCount;

    /** Whether anything was ever acknowledged. From then on, the journal must open on a full disk. */
    private boolean written;

    /** The largest number of entries that any options so far allowed in a segment. */
    private long mostPerSegment;

    CrashSimulation(long seed, Predicate<String> ignoredForces) {
        super(seed, ignoredForces);
        this.syncInterval = Duration.ofMillis(seed % 2 == 0 ? 5 : 1000);
        this.options = randomOptions();
    }

    /** Draws the options. Each opening may have other options than the one before. */
    private JournalOptions randomOptions() {
        int logSegment = 8 << 10;
        long perSegment = random.nextInt(4) == 0 ? 1 + random.nextInt(30) : Long.MAX_VALUE;
        mostPerSegment = Math.max(mostPerSegment, perSegment);
        return JournalOptions.builder(Path.of("/simulated"))
                .syncMode(randomMode())
                .syncInterval(syncInterval)
                .logSegmentSize(logSegment)
                .logBudget(logSegment * (4L + random.nextInt(5)))
                .maxMemtableMemory(64 << 10)
                .maxSegmentSize((4 << 10) + random.nextInt(8 << 10))
                .maxEntriesPerSegment(perSegment)
                .maxOpenSegments(1 + random.nextInt(20))
                .blockCacheSize(random.nextInt(3) == 0 ? 64 << 10 : 0)
                .maxEntrySize(64 << 10)
                .maxTransactionSize(512 << 10)
                .compression(random.nextBoolean() ? Compression.LZ4 : Compression.NONE)
                .minCompressionSize(64)
                .build();
    }

    /** Runs the same lives on a log without files. */
    static CrashSimulation onLogInMemory(long seed) {
        CrashSimulation simulation = new CrashSimulation(seed, force -> false);
        simulation.log = new InMemoryLog(128 << 10);
        return simulation;
    }

    @Override
    void live() {
        plan(600, FAULTS, SPACE);
        Journal journal = open();
        if (journal == null) {
            crash();
            return;
        }
        boolean dead = false;
        try {
            Verifier.verify(model, journal, powerLost);
            model.force();
            verifyQuarantine(journal);
            verifyNotes(journal);
            powerLost = false;
            int steps = 1 + random.nextInt(120);
            for (int i = 0; i < steps; i++) {
                stepOnAnyDisk(journal);
            }
            if (random.nextInt(3) == 0) {
                journal.close();
                boolean working = journal.stats().failure().isEmpty();
                if (working) {
                    // The preparation of a segment may have failed without an error to any caller yet.
                    model.force();
                }
                if (working && random.nextInt(3) == 0) {
                    active.clear();
                    return;
                }
            }
        } catch (SimulatedCrash | JournalException e) {
            requireCrash(e);
            dead = true;
        }
        active.clear();
        if (dead && random.nextInt(3) == 0 && reopenable(journal)) {
            return;
        }
        crash();
    }

    /** Requires that quarantined bytes survive all later crashes. */
    private void verifyQuarantine(Journal journal) {
        journal.recoveryReport().quarantine().forEach(path -> quarantined.put(path, content(path)));
        quarantined.forEach((path, bytes) -> {
            if (!Arrays.equals(bytes, content(path))) {
                throw new Verifier.Violation("The discarded bytes are no longer in " + path);
            }
        });
    }

    /** Requires that the report has no note of damage: a torn tail is no damage, and segments have no defects. */
    private static void verifyNotes(Journal journal) {
        for (String note : journal.recoveryReport().notes()) {
            if (note.contains("index")) {
                throw new Verifier.Violation("The report notes damage although there is none: " + note);
            }
        }
    }

    private byte @Nullable [] content(String path) {
        try {
            return storage.files().contains(path) ? storage.readAll(path) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether the process closes and reopens the journal itself, which is allowed after a failed force. */
    private boolean reopenable(Journal journal) {
        try {
            journal.close();
            return storage.exists("streams");
        } catch (Exception | SimulatedCrash e) {
            return false;
        }
    }

    /** In asynchronous mode, forces the log in the middle of groups, as the forcing thread can do. */
    private LogProvider choose(LogProvider files) {
        return options.syncMode() == SyncMode.ASYNC ? new ForcedBeside(files) : files;
    }

    private Journal open() {
        if (random.nextInt(4) == 0) {
            options = randomOptions();
        }
        try {
            InMemoryLog inMemory = log;
            return inMemory == null
                    ? JournalOpener.open(options, storage, false, this::choose)
                    : JournalOpener.open(options, storage, false, files -> inMemory);
        } catch (DiskFullException e) {
            // Decision 12 describes when opening needs space.
            if (written && !e.getMessage().contains("more than fit into a spare segment")) {
                throw new Verifier.Violation("The journal does not open on a full disk: " + e, e);
            }
            storage.setSpace(Long.MAX_VALUE);
            return null;
        } catch (SimulatedCrash | JournalException e) {
            requireCrash(e);
            return null;
        }
    }

    private void crash() {
        boolean killed = drawKill();
        long cutSeed = random.nextLong();
        storage = killed ? storage.kill() : storage.powerCut(cutSeed);
        if (log != null) {
            log = killed ? InMemoryCrash.kill(log) : InMemoryCrash.powerCut(log, cutSeed);
        } else if (crashes % 8 == 0) {
            LostNewestSegment.requireNoticed(model, storage, options);
        }
    }

    /** Runs a step. A write that a full disk refuses did not happen, and the journal continues. */
    private void stepOnAnyDisk(Journal journal) {
        try {
            step(journal);
        } catch (DiskFullException e) {
            model.refused();
        }
    }

    private void step(Journal journal) {
        switch (random.nextInt(18)) {
            case 0, 1, 2 -> appendOne(journal);
            case 3 -> appendBatch(journal);
            case 4 -> commitLocally(journal);
            case 5, 6 -> begin(journal);
            case 7 -> prepare(journal);
            case 8 -> commitOnePhase(journal);
            case 9, 10 -> decide(journal);
            case 11 -> {
                journal.sync();
                model.force();
            }
            case 12 -> retire(journal);
            case 13 -> appendAsync(journal);
            case 14 -> rollBackLocally(journal);
            case 15 -> new RandomReads(model, journal, random).of(stream());
            case 16 -> advance(journal);
            default -> rollbackActive(journal);
        }
    }

    private void appendOne(Journal journal) {
        Batch batch = new Batch();
        String stream = stream();
        byte[] entry = entry();
        batch.add(stream, entry);
        write(batch, options.syncMode() == SyncMode.STRICT, () -> {
            long id = journal.append(stream, entry);
            requireId(id, model.size(stream));
            if (!Arrays.equals(entry, journal.get(stream, id).orElseThrow())) {
                throw new Verifier.Violation("An entry is missing after its append returned");
            }
        });
    }

    /** Without threads, the future is complete when it is returned. */
    private void appendAsync(Journal journal) {
        Batch batch = new Batch();
        String stream = stream();
        byte[] entry = entry();
        batch.add(stream, entry);
        write(batch, options.syncMode() == SyncMode.STRICT, () -> {
            try {
                requireId(
                        journal.appendAsync(stream, entry).toCompletableFuture().join(), model.size(stream));
            } catch (CompletionException e) {
                if (e.getCause() instanceof JournalException failed) {
                    throw failed;
                }
                throw e;
            }
        });
    }

    private void rollBackLocally(Journal journal) {
        try (TxnWriter writer = journal.writer(stream())) {
            randomBatch().entries.forEach((stream, entries) -> entries.forEach(entry -> writer.add(stream, entry)));
            if (random.nextBoolean()) {
                writer.rollback();
            }
        }
    }

    /** Moves a cursor. The entries before its position are forced with it, and before it. */
    private void advance(Journal journal) {
        String stream = stream();
        Cursor cursor = journal.cursor(CURSORS.get(random.nextInt(CURSORS.size())), stream);
        long from = cursor.position();
        if (from != model.cursor(stream, cursor.name())) {
            throw new Verifier.Violation("Cursor " + cursor.name() + " of " + stream + " is at " + from);
        }
        if (model.size(stream) == 0) {
            return;
        }
        long to = from + random.nextLong(model.size(stream) - from + 1);
        model.pendingCursor = cursor.name();
        model.pendingCursorStream = stream;
        model.pendingCursorTo = to;
        cursor.advanceTo(to);
        if (to > from) {
            model.force();
        }
        model.moveCursor(stream, cursor.name(), to);
    }

    private void appendBatch(Journal journal) {
        Batch batch = new Batch();
        String stream = stream();
        for (int i = random.nextInt(8); i >= 0; i--) {
            batch.add(stream, entry());
        }
        write(batch, options.syncMode() != SyncMode.ASYNC, () -> {
            long start = journal.appendBatch(stream, batch.entries.get(stream)).start();
            requireId(start, model.size(stream));
        });
    }

    private void commitLocally(Journal journal) {
        Batch batch = randomBatch();
        write(batch, options.syncMode() != SyncMode.ASYNC, () -> {
            try (TxnWriter writer = journal.writer("orders")) {
                batch.entries.forEach((stream, entries) -> entries.forEach(entry -> writer.add(stream, entry)));
                writer.commit();
            }
        });
    }

    /** Runs a write. It is pending in the model while it runs, and acknowledged after it returned. */
    private void write(Batch batch, boolean forced, Runnable call) {
        model.pending = batch;
        call.run();
        written = true;
        model.pending = new Batch();
        model.unforced.add(batch);
        if (forced) {
            model.force();
        }
    }

    private static void requireId(long id, long expected) {
        if (id != expected) {
            throw new Verifier.Violation("An append got id " + id + " instead of " + expected);
        }
    }

    private void begin(Journal journal) {
        byte[] number = Long.toString(++branchCount).getBytes(StandardCharsets.US_ASCII);
        BranchId id = new BranchId(random.nextInt(), number, new byte[random.nextInt(65)]);
        Branch branch = Transactions.of(journal).begin(id);
        Batch batch = randomBatch();
        if (random.nextBoolean()) {
            // Three of these need more memory than prepared branches may use.
            batch.add(stream(), random(30 << 10));
        }
        batch.entries.forEach((stream, entries) -> entries.forEach(entry -> branch.add(stream, entry)));
        batches.put(id, batch);
        active.add(branch);
    }

    private void prepare(Journal journal) {
        if (active.isEmpty() || model.branches.size() > 6) {
            return;
        }
        BranchId id = active.remove(random.nextInt(active.size())).id();
        Prepared prepared = new Prepared(batches.get(id), Fate.PREPARED_OR_GONE);
        model.branches.put(id, prepared);
        try {
            Transactions.of(journal).prepare(id);
            prepared.fate = Fate.PREPARED;
            model.force();
        } catch (DiskFullException e) {
            // The log has no room for another branch.
            model.branches.remove(id);
            Transactions.of(journal).rollback(id);
        }
    }

    private void commitOnePhase(Journal journal) {
        if (!active.isEmpty()) {
            BranchId id = active.remove(random.nextInt(active.size())).id();
            write(batches.get(id), true, () -> Transactions.of(journal).commitOnePhase(id));
        }
    }

    private void decide(Journal journal) {
        if (model.branches.isEmpty()) {
            return;
        }
        List<BranchId> ids = new ArrayList<>(model.branches.keySet());
        BranchId id = ids.get(random.nextInt(ids.size()));
        Prepared prepared = model.branches.get(id);
        if (prepared.fate != Fate.PREPARED) {
            return;
        }
        if (random.nextInt(3) > 0) {
            prepared.fate = Fate.PREPARED_OR_COMMITTED;
            commit(journal, id);
            model.branches.remove(id);
            model.force();
            model.acknowledge(prepared.batch);
        } else {
            prepared.fate = Fate.PREPARED_OR_GONE;
            Transactions.of(journal).rollback(id);
        }
    }

    /** Commits a prepared branch. A branch that voted can commit on a full disk. */
    private static void commit(Journal journal, BranchId id) {
        try {
            Transactions.of(journal).commit(id);
        } catch (DiskFullException e) {
            throw new Verifier.Violation("A prepared branch cannot be committed on a full disk: " + e, e);
        }
    }

    private void retire(Journal journal) {
        String stream = stream();
        if (model.size(stream) == 0) {
            return;
        }
        if (random.nextInt(6) == 0) {
            journal.sync();
            model.force();
            model.pendingDeletion = stream;
            if (!journal.deleteStream(stream) || journal.nextId(stream) != 0) {
                throw new Verifier.Violation("Stream " + stream + " was not deleted");
            }
            model.delete(stream);
        } else {
            long safeId = random.nextInt(model.size(stream) + 1);
            model.pendingTruncation = stream;
            model.pendingTruncationTo = safeId;
            if (journal.truncate(stream, safeId) > 0) {
                model.force();
            }
            model.pendingTruncation = null;
            verifyTruncated(journal, stream, safeId);
        }
    }

    /**
     * Requires that truncated entries are gone for readers and from the disk, including entries that were in no file.
     */
    private void verifyTruncated(Journal journal, String stream, long safeId) {
        long first = journal.firstId(stream);
        long least = model.firstId(stream);
        if (first < least || first > Math.max(safeId, least)) {
            throw new Verifier.Violation("Stream " + stream + " begins at " + first + " after truncation to " + safeId);
        }
        if (first > 0 && journal.get(stream, first - 1).isPresent()) {
            throw new Verifier.Violation("Entry " + (first - 1) + " of " + stream + " was truncated but can be read");
        }
        if (!storage.hasLimit()) {
            List<Long> removable =
                    segments(stream).stream().filter(id -> id <= safeId).toList();
            if (removable.size() > 1 || (removable.isEmpty() && safeId >= least)) {
                throw new Verifier.Violation("After truncation of " + stream + " to " + safeId + " from " + least
                        + " there are segments " + segments(stream));
            }
            if (safeId - first > mostPerSegment) {
                throw new Verifier.Violation("Stream " + stream + " was truncated to " + first + ", although segments"
                        + " of " + mostPerSegment + " entries at most end below " + safeId);
            }
        }
        model.firstIds.put(stream, first);
    }

    private void rollbackActive(Journal journal) {
        if (!active.isEmpty()) {
            Transactions.of(journal)
                    .rollback(active.remove(random.nextInt(active.size())).id());
        }
    }

    private Batch randomBatch() {
        Batch batch = new Batch();
        for (int i = random.nextInt(5); i >= 0; i--) {
            batch.add(stream(), entry());
        }
        return batch;
    }

    private String stream() {
        return STREAMS[random.nextInt(STREAMS.length)];
    }

    /** Draws a length: mostly small, sometimes larger than a log segment. */
    private byte[] entry() {
        int size = switch (random.nextInt(20)) {
            case 0 -> 0;
            case 1 -> random.nextInt(20 << 10);
            case 2, 3 -> random.nextInt(2 << 10);
            default -> random.nextInt(200);
        };
        if (options.compression() == Compression.LZ4 && random.nextInt(3) == 0) {
            // An entry that compresses well can need more than one block of a record.
            return random(3 * size, 1 + random.nextInt(40));
        }
        return random(size);
    }

    private byte[] random(int size) {
        return random(size, size);
    }

    /** Returns an entry that repeats its first bytes. */
    private byte[] random(int size, int period) {
        byte[] entry = new byte[size];
        int alphabet = random.nextBoolean() ? 256 : 4;
        for (int i = 0; i < entry.length; i++) {
            entry[i] = (byte) (i < period ? random.nextInt(alphabet) : entry[i - period]);
        }
        return entry;
    }
}
