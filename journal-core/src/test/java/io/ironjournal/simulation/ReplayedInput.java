package io.ironjournal.simulation;

import io.ironjournal.Compression;
import io.ironjournal.DiskFullException;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.NewEntry;
import io.ironjournal.Producer;
import io.ironjournal.ProducerConflictException;
import io.ironjournal.ProducerResult;
import io.ironjournal.SyncMode;
import io.ironjournal.TxnWriter;
import io.ironjournal.WriteTimeoutException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.log.InMemoryLog;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A program that writes an input by a producer, and begins the input again after each crash. The input is a sequence of
 * items with growing sequences; each item is an entry of one of several streams. In each life the program writes by random
 * calls: appends, batches, local transactions and branches, which may stay in doubt. After each crash, the streams have
 * exactly the items up to the producer's sequence, each once.
 */
final class ReplayedInput extends CrashedLives {

    private static final Faults FAULTS = new Faults(1, 1, 1, 8);
    private static final Space SPACE = new Space(3, 10, 32 << 10);
    private static final String NAME = "importer";
    private static final String[] STREAMS = {"a", "b", "c"};

    /** The items that are certainly durable. */
    private int durable;

    /** The items that are written, as far as this life knows. */
    private int written;

    /** The branch that is prepared and not decided. */
    private @Nullable BranchId inDoubt;

    /** Whether a call was underway or not forced that begins or ends the doubt. */
    private boolean deciding;

    private int branches;
    private SyncMode mode = SyncMode.STRICT;

    ReplayedInput(long seed) {
        super(seed, force -> false);
    }

    /** Runs the same lives on a log that survives the directories of three machines. */
    static ReplayedInput onSeveralMachines(long seed) {
        ReplayedInput input = new ReplayedInput(seed);
        input.useSeveralMachines(new CrashedInMemoryLog(new InMemoryLog(Long.MAX_VALUE).survivingDirectory()));
        return input;
    }

    private static long sequence(int item) {
        return 3L * item + item % 2;
    }

    private static String stream(int item) {
        return STREAMS[item * 7 % 5 % STREAMS.length];
    }

    private static NewEntry entry(int item) {
        int size = new SplittableRandom(item).nextInt(item % 20 == 0 ? 6000 : 300);
        byte[] bytes = (item + " " + "x".repeat(size)).getBytes(StandardCharsets.US_ASCII);
        return NewEntry.of(bytes).headers(DerivedHeaders.of(bytes));
    }

    private Journal open() {
        mode = randomMode();
        JournalOptionsBuilder options = JournalOptions.builder(Path.of("/simulated"))
                .syncMode(mode)
                .syncInterval(Duration.ofMillis(5))
                .logSegmentSize(8 << 10)
                .logBudget((8 << 10) * (4L + random.nextInt(5)))
                .maxMemtableMemory(64 << 10)
                .maxSegmentSize(4 << 10)
                .maxEntrySize(16 << 10)
                .maxTransactionSize(64 << 10)
                .compression(random.nextBoolean() ? Compression.LZ4 : Compression.NONE)
                .minCompressionSize(64);
        CrashedLog elsewhere = log;
        return JournalOpener.open(
                elsewhere == null
                        ? options.build()
                        : options.commitLog(elsewhere.provider()).build(),
                storage,
                false);
    }

    @Override
    void live() {
        plan(400, FAULTS, SPACE);
        try {
            Journal journal = open();
            settle(journal);
            verify(journal);
            int item = random.nextInt(3) == 0 ? written : 0;
            for (int step = random.nextInt(60); step >= 0; step--) {
                item = inDoubt == null ? write(journal, item) : whileInDoubt(journal, item);
            }
            if (random.nextInt(3) == 0) {
                journal.close();
                if (journal.stats().failure().isEmpty()) {
                    durable = written;
                }
            }
        } catch (DiskFullException e) {
            if (onOneMachine()) {
                FullDisk.requireMayBeRefused(e, durable > 0);
            }
            storage.setSpace(Long.MAX_VALUE);
        } catch (SimulatedCrash | JournalException e) {
            requireCrash(e);
        }
        boolean byKill = drawKill();
        long cutSeed = random.nextLong();
        storage = byKill ? storage.kill() : storage.powerCut(cutSeed);
        if (log != null) {
            crashLog(byKill, cutSeed);
        }
    }

    /** Requires that the branch in doubt is there, and decides it, or leaves it in doubt. */
    private void settle(Journal journal) {
        List<InDoubtBranch> found = Transactions.of(journal).inDoubt();
        if (found.isEmpty()) {
            require(inDoubt == null || deciding, "The prepared branch is missing");
            inDoubt = null;
        } else {
            require(found.size() == 1, "There are several branches");
            inDoubt = found.get(0).id();
        }
        deciding = false;
    }

    /** Requires that each stream has its items up to the producer's sequence once, and no others. */
    private void verify(Journal journal) {
        long last = journal.producer(NAME).sequence().orElse(-1);
        int items = 0;
        while (sequence(items) <= last) {
            items++;
        }
        require(items == 0 ? last == -1 : sequence(items - 1) == last, "No item has the sequence " + last);
        int least = powerLost ? durable : Math.max(durable, written);
        require(items >= least, "Item " + (least - 1) + " was durable, but the sequence is " + last);
        powerLost = false;
        for (String stream : STREAMS) {
            List<Integer> found = new ArrayList<>();
            try (EntryIterator entries = journal.iterate(stream, 0)) {
                entries.forEachRemaining(entry -> {
                    DerivedHeaders.require(stream, entry);
                    String text = new String(entry.data(), StandardCharsets.US_ASCII);
                    found.add(Integer.parseInt(text.substring(0, text.indexOf(' '))));
                });
            }
            List<Integer> expected = new ArrayList<>();
            for (int item = 0; item < items; item++) {
                if (stream(item).equals(stream)) {
                    expected.add(item);
                }
            }
            require(found.equals(expected), "Stream " + stream + " has " + found + " instead of " + expected);
        }
        written = items;
        durable = items;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new Verifier.Violation(message);
        }
    }

    /** Writes some of the next items, and returns the item behind them. */
    private int write(Journal journal, int from) {
        try {
            return switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> append(journal, from);
                case 4 -> appendBatch(journal, from);
                case 5 -> commitLocal(journal, from);
                case 6 -> commitBranch(journal, from);
                default -> beside(journal, from);
            };
        } catch (DiskFullException | WriteTimeoutException e) {
            return from;
        }
    }

    private int append(Journal journal, int item) {
        ProducerResult result = journal.producer(NAME).append(stream(item), entry(item), sequence(item));
        requireResult(result, item, item + 1, mode == SyncMode.STRICT);
        return item + 1;
    }

    private int appendBatch(Journal journal, int from) {
        if (from < written) {
            // A batch must begin behind the last sequence.
            return append(journal, from);
        }
        List<NewEntry> batch = new ArrayList<>();
        int item = from;
        do {
            batch.add(entry(item));
            item++;
        } while (stream(item).equals(stream(from)) && random.nextBoolean());
        Producer producer = journal.producer(NAME);
        ProducerResult result = producer.appendEntries(stream(from), batch, sequence(item - 1));
        requireResult(result, item - 1, item, mode != SyncMode.ASYNC);
        return item;
    }

    private void requireResult(ProducerResult result, int item, int next, boolean forced) {
        require(result.isWritten() == (item >= written), "Item " + item + " of " + written + ": " + result);
        if (result.isWritten()) {
            written(next);
        } else {
            require(result.lastSequence() == sequence(written - 1), "Last item " + (written - 1) + ": " + result);
        }
        if (forced) {
            durable = written;
        }
    }

    private void written(int next) {
        written = Math.max(written, next);
    }

    private int commitLocal(Journal journal, int from) {
        int item = from;
        try (TxnWriter writer = journal.writer("unused")) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                boolean isNew = writer.advance(NAME, sequence(item));
                require(isNew == (item >= written), "Item " + item + " of " + written + " is new: " + isNew);
                if (isNew) {
                    writer.add(stream(item), entry(item));
                }
                require(!writer.advance(NAME, sequence(item)), "An item was taken twice");
                item++;
            }
            writer.commit();
        }
        if (item > written) {
            written(item);
            if (mode != SyncMode.ASYNC) {
                durable = written;
            }
        }
        return item;
    }

    private int commitBranch(Journal journal, int from) {
        Transactions transactions = Transactions.of(journal);
        BranchId id = new BranchId(1, Integer.toString(++branches).getBytes(StandardCharsets.US_ASCII), new byte[0]);
        Branch branch = transactions.begin(id);
        int item = from;
        for (int i = random.nextInt(4); i >= 0; i--) {
            boolean isNew = branch.advance(NAME, sequence(item));
            require(isNew == (item >= written), "Item " + item + " of " + written + " is new: " + isNew);
            if (isNew) {
                branch.add(stream(item), entry(item));
            }
            item++;
        }
        if (item <= written) {
            require(branch.isEmpty(), "Items that are written are not empty");
            transactions.rollback(id);
            return item;
        }
        try {
            if (random.nextBoolean()) {
                transactions.commitOnePhase(id);
                written(item);
                durable = written;
            } else {
                inDoubt = id;
                deciding = true;
                transactions.prepare(id);
                deciding = false;
                durable = written;
            }
            return item;
        } catch (DiskFullException | WriteTimeoutException e) {
            inDoubt = null;
            transactions.rollback(id);
            return from;
        }
    }

    /** While the branch is in doubt, nothing else can move the producer. Decides it sometimes. */
    private int whileInDoubt(Journal journal, int item) {
        BranchId id = inDoubt;
        if (random.nextInt(4) > 0) {
            try {
                ProducerResult result = journal.producer(NAME).append(stream(item), entry(item), sequence(item));
                if (item < written) {
                    requireResult(result, item, item + 1, mode == SyncMode.STRICT);
                    return item + 1;
                }
                throw new Verifier.Violation("A producer was moved although a branch in doubt claims it");
            } catch (ProducerConflictException e) {
                require(e.isRetryable() && item >= written, "The error of a claim is wrong: " + e);
            } catch (DiskFullException | WriteTimeoutException e) {
                // Without memory, the write is not checked.
            }
            return item;
        }
        deciding = true;
        boolean commit = random.nextBoolean();
        if (commit) {
            FullDisk.commit(journal, id);
        } else {
            Transactions.of(journal).rollback(id);
        }
        // No call waits until a rollback is durable, so the branch may be in doubt again.
        deciding = !commit;
        inDoubt = null;
        if (commit) {
            long last = journal.producer(NAME).sequence().orElseThrow();
            while (sequence(written) <= last) {
                written++;
            }
            durable = written;
        }
        return random.nextBoolean() ? 0 : Math.min(item, written);
    }

    private int beside(Journal journal, int item) {
        switch (random.nextInt(4)) {
            case 0 -> {
                journal.sync();
                durable = written;
            }
            case 1 -> journal.append("noise", new byte[random.nextInt(3000)]);
            case 2 -> {
                if (journal.nextId("noise") > 0) {
                    journal.deleteStream("noise");
                }
            }
            default -> requireListed(journal);
        }
        return item;
    }

    private void requireListed(Journal journal) {
        List<Long> sequences = journal.producers().stream()
                .map(producer -> producer.sequence())
                .toList();
        require(sequences.equals(written == 0 ? List.of() : List.of(sequence(written - 1))), "Listed: " + sequences);
    }
}
