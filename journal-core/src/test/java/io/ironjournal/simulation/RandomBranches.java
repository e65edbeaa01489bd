package io.ironjournal.simulation;

import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.PositionConflictException;
import io.ironjournal.WriteTimeoutException;
import io.ironjournal.simulation.Model.Batch;
import io.ironjournal.simulation.PreparedBranch.Fate;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.BranchState;
import io.ironjournal.spi.transaction.BranchStateException;
import io.ironjournal.spi.transaction.StatesFullException;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/** Begins, prepares and ends branches of one life. */
final class RandomBranches {

    private final Model model;
    private final Journal journal;
    private final SplittableRandom random;
    private final RandomEntries entries;
    private final Expectations expecting;

    /** The branches that are not prepared. They end with the life. */
    private final List<BranchId> active = new ArrayList<>();

    private final Map<BranchId, Batch> batches = new HashMap<>();
    private final Transactions transactions;

    /** Whether the branch that is being prepared votes before its PREPARE is forced. */
    private boolean deferred;

    RandomBranches(
            Model model, Journal journal, SplittableRandom random, RandomEntries entries, Expectations expecting) {
        this.model = model;
        this.journal = journal;
        this.random = random;
        this.entries = entries;
        this.expecting = expecting;
        this.transactions = Transactions.of(journal);
        transactions.deferVotes(branch -> deferred);
    }

    void begin() {
        byte[] number = Long.toString(++model.branchCount).getBytes(StandardCharsets.US_ASCII);
        BranchId id = new BranchId(random.nextInt(), number, new byte[random.nextInt(65)]);
        Branch branch = transactions.begin(id);
        Batch batch = entries.batch();
        if (random.nextBoolean()) {
            // Three of these need more memory than prepared branches may use.
            batch.add(entries.stream(), entries.entry(30 << 10));
        }
        if (random.nextInt(3) == 0) {
            expecting.draw(batch);
        }
        batch.expected.forEach(branch::expect);
        batch.forEach((stream, entry) -> branch.add(stream, DerivedHeaders.with(entry)));
        batches.put(id, batch);
        active.add(id);
    }

    void prepare() {
        if (active.isEmpty() || model.branches.size() > 6) {
            return;
        }
        BranchId id = removeActive();
        PreparedBranch<Batch> prepared = new PreparedBranch<>(batches.get(id));
        model.branches.put(id, prepared);
        try {
            deferred = random.nextBoolean();
            transactions.prepare(id);
            if (deferred) {
                voted(id, prepared);
            }
            if (!prepared.held) {
                requireAdmitted(prepared.writes);
            }
            prepared.fate = Fate.PREPARED;
            if (!deferred) {
                model.force();
            }
        } catch (DiskFullException | WriteTimeoutException | PositionConflictException e) {
            // The log has no room for another branch, or another branch or writer was faster.
            model.branches.remove(id);
            refused(id, prepared.writes, e);
        }
    }

    /** A vote that is not forced is in the log, or its decision writes it. */
    private void voted(BranchId id, PreparedBranch<Batch> prepared) {
        prepared.held =
                transactions.inDoubt().stream().noneMatch(branch -> branch.id().equals(id));
        prepared.unforced = true;
        prepared.unforcedBefore = model.unforced.size();
    }

    private void requireAdmitted(Batch batch) {
        Expectations.requireAdmitted(model, batch);
        for (String stream : batch.expected.keySet()) {
            if (model.isShared(stream)) {
                throw new Verifier.Violation("A branch was prepared that another one can invalidate: " + stream);
            }
        }
    }

    private void refused(BranchId id, Batch batch, JournalException e) {
        if (e instanceof PositionConflictException conflict) {
            Expectations.requireConflict(model, batch, conflict);
            model.force();
        } else if (e instanceof WriteTimeoutException timeout) {
            Expectations.requireClaim(model, timeout);
        }
        transactions.rollback(id);
    }

    void commitOnePhase() {
        if (!active.isEmpty()) {
            BranchId id = removeActive();
            try {
                model.write(batches.get(id), true, () -> transactions.commitOnePhase(id));
            } catch (WriteTimeoutException | PositionConflictException e) {
                model.refused();
                refused(id, batches.get(id), e);
            }
        }
    }

    /** Commits or rolls back a prepared branch, of this life or an earlier one. */
    void decide() {
        if (model.branches.isEmpty()) {
            return;
        }
        List<BranchId> ids = new ArrayList<>(model.branches.keySet());
        BranchId id = ids.get(random.nextInt(ids.size()));
        PreparedBranch<Batch> prepared = model.branches.get(id);
        if (prepared.fate != Fate.PREPARED) {
            return;
        }
        if (random.nextInt(3) > 0 && !prepared.held) {
            prepared.fate = Fate.PREPARED_OR_COMMITTED;
            FullDisk.commit(journal, id);
            if (!model.isAsExpected(prepared.writes)) {
                throw new Verifier.Violation("Branch " + id + " committed at another position than it expected");
            }
            model.branches.remove(id);
            model.force();
            model.acknowledge(prepared.writes);
        } else {
            prepared.fate = Fate.PREPARED_OR_GONE;
            transactions.rollback(id);
        }
    }

    /** Decides one or two prepared branches together with a state of the transaction manager. */
    void decideWithState() {
        List<BranchId> ids = new ArrayList<>(model.branches.keySet());
        ids.removeIf(id -> model.branches.get(id).fate != Fate.PREPARED);
        Collections.shuffle(ids, new Random(random.nextLong()));
        List<BranchId> decided = ids.subList(0, Math.min(ids.size(), 1 + random.nextInt(2)));
        String key = "/type/" + random.nextInt(5);
        byte[] state = ("decision " + ++model.branchCount).getBytes(StandardCharsets.US_ASCII);
        model.states.begin(key, state);
        for (BranchId id : decided) {
            PreparedBranch<Batch> prepared = model.branches.get(id);
            prepared.fate = Fate.PREPARED_OR_COMMITTED;
            prepared.decidedBy = key;
            if (prepared.held) {
                prepared.unforced = true;
                prepared.unforcedBefore = model.unforced.size();
            }
        }
        try {
            transactions.decide(key, state, decided);
        } catch (DiskFullException | StatesFullException e) {
            notDecided(decided);
            return;
        } catch (WriteTimeoutException e) {
            notDecided(decided);
            Expectations.requireClaim(model, e);
            return;
        }
        decided.forEach(this::requireFree);
        model.written = true;
        model.states.put(key, state);
        model.force();
        decided.forEach(this::decided);
    }

    private void notDecided(List<BranchId> ids) {
        model.states.refused();
        for (BranchId id : ids) {
            PreparedBranch<Batch> prepared = model.branches.get(id);
            prepared.fate = Fate.PREPARED;
            prepared.decidedBy = null;
            requireState(id, BranchState.PREPARED);
            if (prepared.held) {
                // There may have been room for the PREPARE, and none for the state.
                voted(id, prepared);
            }
        }
    }

    private void requireFree(BranchId id) {
        PreparedBranch<Batch> prepared = model.branches.get(id);
        if (prepared.held) {
            prepared.writes.entries.keySet().forEach(stream -> Expectations.requireFree(model, stream));
        }
    }

    /** A branch that was decided can be read, stays decided, and is forgotten without I/O. */
    private void decided(BranchId id) {
        requireState(id, BranchState.DECIDED);
        Batch writes = model.branches.remove(id).writes;
        if (!model.isAsExpected(writes)) {
            throw new Verifier.Violation("Branch " + id + " committed at another position than it expected");
        }
        model.acknowledge(writes);
        long records = journal.stats().records();
        if (random.nextInt(3) > 0) {
            try {
                transactions.rollback(id);
                throw new Verifier.Violation("Branch " + id + " was decided and can be rolled back");
            } catch (BranchStateException refused) {
                transactions.commit(id);
            }
        }
        if (journal.stats().records() != records) {
            throw new Verifier.Violation("Branch " + id + " was decided and writes another record");
        }
    }

    private void requireState(BranchId id, BranchState state) {
        if (transactions.find(id).map(Branch::state).orElse(null) != state) {
            throw new Verifier.Violation("Branch " + id + " is not " + state + ", but "
                    + transactions.find(id).orElse(null));
        }
    }

    void rollBackActive() {
        if (!active.isEmpty()) {
            transactions.rollback(removeActive());
        }
    }

    private BranchId removeActive() {
        return active.remove(random.nextInt(active.size()));
    }
}
