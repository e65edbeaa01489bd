package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.PositionConflictException;
import io.ironjournal.TxnWriter;
import io.ironjournal.WriteTimeoutException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Threads that read a stream, decide, and append if the stream is unchanged: alone, in local transactions over two
 * streams, and in branches. Others append without an expectation. Branches stay in doubt over crashes, and are decided by
 * other threads. Each decided entry contains the state that its writer saw. A sequential pass over each stream must
 * find the same state before that entry.
 */
@Timeout(300)
class DecisionRaceTest {

    private static final int CRASHES = Integer.getInteger("ironjournal.crashes.decisions", 40);
    private static final int WRITERS = 16;
    private static final int STREAMS = 100;

    /** What a writer saw of a stream. */
    private record State(long nextId, long hash) {

        State after(byte[] entry) {
            return new State(nextId + 1, 31 * hash + Arrays.hashCode(entry));
        }
    }

    private static final State EMPTY = new State(0, 1);

    /** A branch and its entries, by stream. */
    private record Prepared(BranchId id, Map<String, byte[]> entries) {}

    /** Acknowledged entries, by stream and id. */
    private final Map<String, byte[]> acknowledged = new ConcurrentHashMap<>();

    /** Branches that voted and that nobody has decided. */
    private final Queue<Prepared> undecided = new ConcurrentLinkedQueue<>();

    private final Map<BranchId, Prepared> prepared = new ConcurrentHashMap<>();

    /** The branches whose outcome was called, and whether to commit. */
    private final Map<BranchId, Boolean> deciding = new ConcurrentHashMap<>();

    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong decided = new AtomicLong();
    private final AtomicLong conflicts = new AtomicLong();
    private final AtomicLong timeouts = new AtomicLong();
    private final AtomicLong inDoubtAfterCrashes = new AtomicLong();

    private static State read(Journal journal, String stream) {
        State state = EMPTY;
        try (EntryIterator entries = journal.iterate(stream, 0)) {
            while (entries.hasNext()) {
                state = state.after(entries.next().data());
            }
        }
        return state;
    }

    /** Returns an entry with a number and the state by which it was decided, or null. */
    private static byte[] entry(long number, State seen) {
        return ByteBuffer.allocate(24)
                .putLong(number)
                .putLong(seen == null ? -1 : seen.nextId)
                .putLong(seen == null ? 0 : seen.hash)
                .array();
    }

    private static String stream(SplittableRandom random) {
        return "account " + random.nextInt(1 + random.nextInt(STREAMS));
    }

    private void acknowledge(String stream, long id, byte[] entry) {
        acknowledged.put(stream + "#" + id, entry);
        decided.incrementAndGet();
    }

    private void write(Journal journal, SplittableRandom random) {
        try {
            for (int i = 0; i < 100_000; i++) {
                step(journal, random);
            }
        } catch (JournalException | SimulatedCrash | CompletionException e) {
            return;
        }
        throw new AssertionError("No failure happened");
    }

    private void step(Journal journal, SplittableRandom random) {
        try {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> decideOne(journal, stream(random));
                case 3 -> decideTwo(journal, random);
                case 4 -> {
                    String stream = stream(random);
                    byte[] entry = entry(numbers.incrementAndGet(), null);
                    acknowledge(stream, journal.append(stream, entry), entry);
                }
                case 5 -> {
                    String stream = stream(random);
                    byte[] entry = entry(numbers.incrementAndGet(), null);
                    acknowledge(
                            stream,
                            journal.appendAsync(stream, entry)
                                    .toCompletableFuture()
                                    .join(),
                            entry);
                }
                case 6, 7 -> branch(journal, random, true);
                case 8 -> branch(journal, random, false);
                default -> decideBranch(journal, random);
            }
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof WriteTimeoutException)) {
                throw e;
            }
            timeouts.incrementAndGet();
        } catch (PositionConflictException e) {
            conflicts.incrementAndGet();
            assertTrue(e.expected() < e.actual(), e.getMessage());
            assertTrue(journal.nextId(e.stream().orElseThrow()) >= e.actual(), "the conflicting entries can be read");
        } catch (WriteTimeoutException e) {
            timeouts.incrementAndGet();
        }
    }

    private void decideOne(Journal journal, String stream) {
        State seen = read(journal, stream);
        byte[] entry = entry(numbers.incrementAndGet(), seen);
        acknowledge(stream, journal.append(stream, entry, seen.nextId), entry);
    }

    /** Decides by two streams, and appends to both. */
    private void decideTwo(Journal journal, SplittableRandom random) {
        Map<String, State> seen = readTwo(journal, random);
        long number = -numbers.incrementAndGet();
        try (TxnWriter writer = journal.writer("account 0")) {
            Map<String, byte[]> entries = new LinkedHashMap<>();
            seen.forEach((stream, state) -> entries.put(stream, entry(number, state)));
            seen.forEach((stream, state) -> writer.expect(stream, state.nextId));
            entries.forEach(writer::add);
            writer.commit();
            seen.forEach((stream, state) -> acknowledge(stream, state.nextId, entries.get(stream)));
        }
    }

    private static Map<String, State> readTwo(Journal journal, SplittableRandom random) {
        Map<String, State> seen = new LinkedHashMap<>();
        while (seen.size() < 2) {
            String stream = stream(random);
            seen.put(stream, read(journal, stream));
        }
        return seen;
    }

    private void branch(Journal journal, SplittableRandom random, boolean expects) {
        Map<String, State> seen = readTwo(journal, random);
        long number = -numbers.incrementAndGet();
        BranchId id = Small.branchId("" + number);
        Branch branch = Transactions.of(journal).begin(id);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        seen.forEach((stream, state) -> {
            entries.put(stream, entry(number, expects ? state : null));
            branch.add(stream, entries.get(stream));
            if (expects) {
                branch.expect(stream, state.nextId);
            }
        });
        Prepared voting = new Prepared(id, entries);
        try {
            if (random.nextInt(3) == 0) {
                acknowledge(Transactions.of(journal).commitOnePhase(id), voting);
                return;
            }
            Transactions.of(journal).prepare(id);
        } catch (PositionConflictException | WriteTimeoutException e) {
            Transactions.of(journal).rollback(id);
            throw e;
        }
        prepared.put(id, voting);
        if (random.nextInt(4) == 0) {
            undecided.add(voting);
        } else {
            decide(journal, voting, random);
        }
    }

    /** Decides a branch that another thread, or another life, left in doubt. */
    private void decideBranch(Journal journal, SplittableRandom random) {
        Prepared left = undecided.poll();
        if (left != null) {
            decide(journal, left, random);
        }
    }

    private void decide(Journal journal, Prepared branch, SplittableRandom random) {
        boolean commit = random.nextInt(4) > 0;
        deciding.put(branch.id, commit);
        if (commit) {
            acknowledge(Transactions.of(journal).commit(branch.id), branch);
        } else {
            Transactions.of(journal).rollback(branch.id);
        }
    }

    private void acknowledge(Map<String, IdRange> ids, Prepared branch) {
        branch.entries.forEach(
                (stream, entry) -> acknowledge(stream, ids.get(stream).start(), entry));
    }

    @Test
    void statesSeenByDecisions_areThoseOfASequentialPass_throughCrashesAndBranchesInDoubt() throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        SimulatedStorage storage = new SimulatedStorage(4);
        for (int crash = 0; crash < CRASHES; crash++) {
            if (crash % 10 == 0) {
                storage = new SimulatedStorage(crash);
                acknowledged.clear();
                prepared.clear();
                deciding.clear();
                undecided.clear();
            }
            Journal journal = JournalOpener.open(
                    Small.options().writeTimeout(Duration.ofMillis(20)).build(), storage, true);
            Map<Long, Integer> found = verify(journal);
            settle(journal, found);
            storage.crashAfter(100 + random.nextInt(400));
            Crew crew = new Crew();
            for (int i = 0; i < WRITERS; i++) {
                SplittableRandom own = random.split();
                crew.start(() -> write(journal, own));
            }
            crew.requireSuccess();
            journal.close();
            storage = random.nextInt(3) == 0 ? storage.kill() : storage.powerCut(random.nextLong());
        }
        assertTrue(decided.get() > 50L * CRASHES && conflicts.get() > CRASHES, "there was too little to race for");
        assertTrue(inDoubtAfterCrashes.get() > CRASHES / 4, "there were too few branches in doubt");
    }

    /** Requires that every branch has an outcome that its last call allows. Leaves those in doubt to the writers. */
    private void settle(Journal journal, Map<Long, Integer> found) {
        Set<BranchId> inDoubt = new HashSet<>();
        for (InDoubtBranch branch : Transactions.of(journal).inDoubt()) {
            assertTrue(inDoubt.add(branch.id()));
        }
        undecided.clear();
        prepared.forEach((id, branch) -> {
            long number =
                    ByteBuffer.wrap(branch.entries.values().iterator().next()).getLong();
            boolean visible = found.containsKey(number);
            if (inDoubt.remove(id)) {
                assertTrue(!visible, "branch " + id + " is in doubt and visible");
                undecided.add(branch);
            } else {
                assertEquals(deciding.get(id), visible, "branch " + id + " is not in doubt");
            }
        });
        inDoubtAfterCrashes.addAndGet(undecided.size());
        // Their prepare did not return.
        inDoubt.forEach(Transactions.of(journal)::rollback);
        journal.sync();
        prepared.keySet().removeIf(id -> undecided.stream().noneMatch(branch -> branch.id.equals(id)));
        deciding.clear();
    }

    /** Returns how often each number occurs. */
    private Map<Long, Integer> verify(Journal journal) {
        Map<Long, Integer> found = new HashMap<>();
        Set<String> keys = new HashSet<>();
        for (String stream : journal.streams()) {
            State state = EMPTY;
            try (EntryIterator entries = journal.iterate(stream, 0)) {
                while (entries.hasNext()) {
                    Entry entry = entries.next();
                    String key = stream + "#" + entry.id();
                    keys.add(key);
                    ByteBuffer in = ByteBuffer.wrap(entry.data());
                    found.merge(in.getLong(), 1, Integer::sum);
                    long seen = in.getLong();
                    if (seen >= 0) {
                        assertEquals(state, new State(seen, in.getLong()), key + " was decided by another state");
                    }
                    byte[] expected = acknowledged.get(key);
                    if (expected != null) {
                        assertArrayEquals(expected, entry.data(), key);
                    }
                    state = state.after(entry.data());
                }
            }
        }
        assertTrue(keys.containsAll(acknowledged.keySet()), "an acknowledged entry is lost");
        found.forEach((number, times) -> assertEquals(number < 0 ? 2 : 1, times, "entry " + number));
        return found;
    }
}
