package io.ironjournal.simulation;

import io.ironjournal.Compression;
import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.JournalRetention;
import io.ironjournal.Retention;
import io.ironjournal.SyncMode;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.log.ForcedBeside;
import io.ironjournal.spi.log.InMemoryLog;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.test.storage.SimulatedCrash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lives of a journal on a simulated storage: random writes, with power failures, process kills and failing forces at
 * random moments, also during recovery. Everything runs in one thread, so that a seed repeats the run. After each crash
 * the journal must open, have all acknowledged entries, and show no partial write.
 */
final class CrashSimulation extends CrashedLives {

    static final List<String> CURSORS = List.of("mailer", "index", JournalRetention.RESTORED_CURSOR);

    /** Some lives end by a kill or power failure between two calls. */
    private static final Faults FAULTS = new Faults(2, 1, 1, 10);

    private static final Space SPACE = new Space(2, 8, 64 << 10);

    private final Duration syncInterval;
    private JournalOptions options;
    private final Model model = new Model();
    private final RandomClock clock;

    private final Map<String, byte @Nullable []> quarantined = new HashMap<>();

    /** Keeps truncated segments; null in some simulations. */
    private @Nullable Path archive;

    /** The largest number of entries that any options so far allowed in a segment. */
    private long mostPerSegment;

    CrashSimulation(long seed, Predicate<String> ignoredForces) {
        super(seed, ignoredForces);
        this.syncInterval = Duration.ofMillis(seed % 2 == 0 ? 5 : 1000);
        this.archive = seed % 2 == 0 ? null : Path.of(seed % 4 == 1 ? "/archive" : "/elsewhere");
        this.options = randomOptions();
        this.clock = new RandomClock(seed);
    }

    /** Draws the options. Each opening may have other options than the one before. */
    private JournalOptions randomOptions() {
        int logSegment = 8 << 10;
        long perSegment = random.nextInt(4) == 0 ? 1 + random.nextInt(30) : Long.MAX_VALUE;
        mostPerSegment = Math.max(mostPerSegment, perSegment);
        JournalOptionsBuilder builder = JournalOptions.builder(Path.of("/simulated"));
        if (archive != null) {
            builder.archive(archive);
        }
        return builder.syncMode(randomMode())
                .syncInterval(syncInterval)
                .logSegmentSize(logSegment)
                .logBudget(logSegment * (4L + random.nextInt(5)))
                .maxMemtableMemory(64 << 10)
                .writeTimeout(Duration.ofMillis(1))
                .maxSegmentSize((4 << 10) + random.nextInt(8 << 10))
                .maxEntriesPerSegment(perSegment)
                .maxOpenSegments(1 + random.nextInt(20))
                .blockCacheSize(random.nextInt(3) == 0 ? 64 << 10 : 0)
                .maxEntrySize(64 << 10)
                .maxTransactionSize(512 << 10)
                .compression(random.nextBoolean() ? Compression.LZ4 : Compression.NONE)
                .minCompressionSize(64)
                .retention(RandomEntries.STREAMS[random.nextInt(RandomEntries.STREAMS.length)], randomRule())
                .build();
    }

    private Retention randomRule() {
        Retention rule =
                random.nextInt(3) == 0 ? Retention.untilConsumed() : Retention.maxBytes(1 + random.nextInt(40_000));
        if (random.nextInt(3) == 0) {
            rule = rule.andMaxAge(Duration.ofSeconds(1 + random.nextInt(100)));
        }
        return random.nextBoolean() ? rule.evenPastCursors() : rule;
    }

    /** Runs the same lives on a log without files. */
    static CrashSimulation onLogInMemory(long seed) {
        CrashSimulation simulation = new CrashSimulation(seed, force -> false);
        simulation.log = new CrashedInMemoryLog(new InMemoryLog(128 << 10));
        return simulation;
    }

    /** Runs the same lives on a log that survives the directories of three machines. */
    static CrashSimulation onSeveralMachines(long seed) {
        return onSeveralMachines(seed, new CrashedInMemoryLog(new InMemoryLog(Long.MAX_VALUE).survivingDirectory()));
    }

    /** Each machine has an archive of its own, with what was truncated there. */
    static CrashSimulation onSeveralMachines(long seed, CrashedLog log) {
        CrashSimulation simulation = new CrashSimulation(seed, force -> false);
        simulation.useSeveralMachines(log);
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
            model.times.observe(journal);
            verifyQuarantine(journal);
            verifyNotes(journal);
            if (archive != null) {
                new ArchiveVerifier(model, allMachines(), archive).verify(journal);
            }
            powerLost = false;
            wakePaused();
            RandomCalls calls = new RandomCalls(model, journal, storage, options, random, mostPerSegment);
            int steps = 1 + random.nextInt(120);
            for (int i = 0; i < steps; i++) {
                calls.stepOnAnyDisk();
            }
            CrashedLog fencing = log;
            if (fencing != null && fencing.fences() && random.nextInt(4) == 0) {
                pause(journal);
                return;
            }
            if (random.nextInt(3) == 0) {
                journal.close();
                boolean working = journal.stats().failure().isEmpty();
                if (working) {
                    // The preparation of a segment may have failed without an error to any caller yet.
                    model.force();
                }
                if (working && random.nextInt(3) == 0) {
                    return;
                }
            }
        } catch (SimulatedCrash | JournalException e) {
            requireCrash(e);
            dead = true;
        }
        if (dead && random.nextInt(3) == 0 && reopenable(journal)) {
            // Bytes that another machine did not acknowledge are nowhere.
            powerLost |= log != null && log.fences();
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
            CrashedLog elsewhere = log;
            return elsewhere == null
                    ? JournalOpener.open(options, storage, false, this::choose, clock)
                    : JournalOpener.open(options, storage, false, files -> elsewhere.provider(), clock);
        } catch (DiskFullException e) {
            if (onOneMachine()) {
                FullDisk.requireMayBeRefused(e, model.written);
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
            crashLog(killed, cutSeed);
        } else if (crashes % 8 == 0) {
            LostNewestSegment.requireNoticed(model, storage, options);
        }
    }
}
