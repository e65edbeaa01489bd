package io.ironjournal.simulation;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.BackupException;
import io.ironjournal.Compression;
import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.SyncMode;
import io.ironjournal.backup.HotBackup;
import io.ironjournal.backup.Restoration;
import io.ironjournal.backup.Verification;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.log.ForcedBeside;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lives of a journal in which backups are taken and restored. The process dies at random moments, also while it takes a
 * backup: by the journal's disk or by that of the backup. A backup that is complete makes a journal with exactly what the
 * original had. Sometimes the original is lost, and the life goes on with the restored one.
 */
final class BackupCrashSimulation extends CrashedLives {

    private static final Faults FAULTS = new Faults(1, 1, 4, 8);
    private static final Space SPACE = new Space(6, 10, 64 << 10);

    private final JournalOptions options;
    private final Clock clock;
    private Model model = new Model();

    /** The newest complete backup. */
    private @Nullable SimulatedStorage earlier;

    private int crashedBackups;
    private int restored;

    BackupCrashSimulation(long seed) {
        super(seed, force -> false);
        clock = new RandomClock(seed);
        options = JournalOptions.builder(Path.of("/simulated"))
                .syncMode(randomMode())
                .logSegmentSize(8 << 10)
                .logBudget((8 << 10) * (4L + random.nextInt(5)))
                .maxMemtableMemory(64 << 10)
                .writeTimeout(Duration.ofMillis(1))
                .maxSegmentSize((4 << 10) + random.nextInt(8 << 10))
                .maxEntrySize(64 << 10)
                .maxTransactionSize(512 << 10)
                .compression(random.nextBoolean() ? Compression.LZ4 : Compression.NONE)
                .minCompressionSize(64)
                .build();
    }

    /** Returns how many backups were interrupted by a crash. */
    int crashedBackups() {
        return crashedBackups;
    }

    /** Returns how many backups were restored and compared. */
    int restored() {
        return restored;
    }

    private Journal open(SimulatedStorage from) {
        return JournalOpener.open(options, from, false, this::choose, clock);
    }

    private LogProvider choose(LogProvider files) {
        return options.syncMode() == SyncMode.ASYNC ? new ForcedBeside(files) : files;
    }

    @Override
    void live() {
        plan(900, FAULTS, SPACE);
        try {
            Journal journal = open(storage);
            Verifier.verify(model, journal, powerLost);
            model.force();
            powerLost = false;
            RandomCalls calls = new RandomCalls(model, journal, storage, options, random, Long.MAX_VALUE);
            for (int round = random.nextInt(3); round >= 0; round--) {
                for (int i = random.nextInt(60); i >= 0; i--) {
                    calls.stepOnAnyDisk();
                }
                if (backUp(journal, calls)) {
                    return;
                }
            }
        } catch (DiskFullException e) {
            storage.setSpace(Long.MAX_VALUE);
        } catch (SimulatedCrash | JournalException e) {
            requireCrash(e);
        }
        storage = drawKill() ? storage.kill() : storage.powerCut(random.nextLong());
    }

    /** Takes a backup. Returns true if the journal was lost afterwards, and the life goes on with the restored one. */
    private boolean backUp(Journal journal, RandomCalls calls) {
        SimulatedStorage target = new SimulatedStorage(random.nextLong());
        if (random.nextInt(4) > 0) {
            target.crashAfter(1 + random.nextInt(random.nextBoolean() ? 120 : 30));
        } else if (random.nextInt(6) == 0) {
            target.setSpace(random.nextInt(64 << 10));
        }
        boolean taken = false;
        try {
            take(journal, target, calls);
            taken = true;
        } catch (DiskFullException | NoSpaceException e) {
            requireNoBackup(target);
        } catch (IOException e) {
            // A force of the journal's disk failed before its threads met it. The next write reports it.
            requireNoBackup(target);
            throw new UncheckedIOException(e);
        } catch (SimulatedCrash | JournalException e) {
            crashedBackups++;
            inspect(target.powerCut(random.nextLong()), model.copy());
            throw e;
        }
        if (!taken) {
            return false;
        }
        model.force();
        SimulatedStorage complete = random.nextBoolean() ? target.powerCut(random.nextLong()) : target.kill();
        SimulatedStorage copy = restore(complete, model.copy());
        earlier = complete;
        if (random.nextInt(3) > 0) {
            return false;
        }
        crashes++;
        storage = copy;
        return true;
    }

    private void take(Journal journal, SimulatedStorage target, RandomCalls calls) throws IOException {
        SimulatedStorage base = random.nextBoolean() ? earlier : null;
        boolean busy = random.nextBoolean() && storage.files().stream().anyMatch(file -> file.endsWith(".wal"));
        HotBackup backup = journal.unwrap(HotBackup.class).orElseThrow();
        int[] parts = {0};
        backup.take(target, base, random.nextBoolean(), Duration.ofMinutes(1), () -> {
            parts[0]++;
            if (busy && parts[0] == 2) {
                useMeanwhile(calls);
            }
        });
    }

    /** Uses the journal while the first segment is copied: before the cut, so that the backup has all of it. */
    private void useMeanwhile(RandomCalls calls) {
        for (int i = random.nextInt(60); i >= 0; i--) {
            calls.stepOnAnyDisk();
        }
    }

    /** Looks at the backup of a process that died. It is not complete, or it is right. */
    private void inspect(SimulatedStorage target, Model known) {
        boolean complete;
        try {
            Verification.verify(target);
            complete = true;
        } catch (BackupException e) {
            complete = false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (complete) {
            known.force();
            restore(target, known);
        } else {
            SimulatedStorage nowhere = new SimulatedStorage(1);
            assertThrows(BackupException.class, () -> Restoration.restore(target, nowhere));
            if (!nowhere.files().isEmpty()) {
                throw new Verifier.Violation("A backup that is not complete was restored in part");
            }
        }
    }

    private static void requireNoBackup(SimulatedStorage target) {
        assertThrows(BackupException.class, () -> Verification.verify(target));
    }

    /** Restores a backup, after some attempts that crash. The journal has exactly what the model knows. */
    private SimulatedStorage restore(SimulatedStorage backup, Model known) {
        SimulatedStorage to = new SimulatedStorage(random.nextLong());
        while (random.nextInt(3) == 0) {
            to.crashAfter(1 + random.nextInt(120));
            try {
                Restoration.restore(backup, to);
                break;
            } catch (SimulatedCrash e) {
                requireRefused(to.powerCut(random.nextLong()));
                to = new SimulatedStorage(random.nextLong());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        try {
            if (to.files().isEmpty()) {
                Restoration.restore(backup, to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SimulatedStorage durable = to.powerCut(random.nextLong());
        Journal journal = open(durable);
        Verifier.verify(known, journal, false);
        if (!Transactions.of(journal).isRecoveryHeld()) {
            throw new Verifier.Violation("The restored journal does not hold recovery");
        }
        if (!journal.recoveryReport().losses().isEmpty()) {
            throw new Verifier.Violation("The restored journal reports losses");
        }
        restored++;
        return durable.powerCut(random.nextLong());
    }

    /** Requires that a directory in which a restore was interrupted holds nothing, everything, or is refused. */
    private void requireRefused(SimulatedStorage to) {
        boolean nothing = to.files().isEmpty();
        boolean begun = to.files().contains("RESTORING");
        if (begun) {
            assertThrows(BackupException.class, () -> open(to));
        } else if (!nothing && !to.files().contains("RESTORED")) {
            throw new Verifier.Violation(
                    "A restore was interrupted, and the journal does not hold recovery: " + to.files());
        } else if (!nothing && !to.files().contains("catalogue") && !to.files().contains("MANIFEST")) {
            throw new Verifier.Violation("A restore was interrupted, and nothing says so: " + to.files());
        }
    }
}
