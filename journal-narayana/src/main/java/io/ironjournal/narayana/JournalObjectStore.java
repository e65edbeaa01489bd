package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.common.Uid;
import com.arjuna.ats.arjuna.coordinator.ActionManager;
import com.arjuna.ats.arjuna.coordinator.ActionStatus;
import com.arjuna.ats.arjuna.coordinator.BasicAction;
import com.arjuna.ats.arjuna.exceptions.ObjectStoreException;
import com.arjuna.ats.arjuna.objectstore.StateStatus;
import com.arjuna.ats.arjuna.state.InputObjectState;
import com.arjuna.ats.arjuna.state.OutputObjectState;
import com.arjuna.ats.internal.arjuna.common.UidHelper;
import com.arjuna.ats.internal.arjuna.recovery.TransactionStatusManagerItem;
import io.ironjournal.JournalException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.jta.JournalRecoveryHandle;
import io.ironjournal.spi.transaction.ManagerStates;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import jakarta.transaction.Transaction;
import java.io.IOException;
import java.io.SyncFailedException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Narayana's object store in the commit log of a journal. There is one in a process, because parts of Narayana keep the first
 * store that they see. It uses the journal that is bound at the moment.
 *
 * <p>Recovery rolls back what has no state. Therefore a journal that cannot answer makes each call fail: it never looks like
 * an empty store. Each failure is an {@link ObjectStoreException}, with one exception. If a decision was written and its
 * force failed, nobody knows whether it will be there after the next opening. With a checked exception Narayana would roll
 * back the other resources. With an unchecked one it leaves everything to recovery.
 *
 * <p>Recovery reads states; transactions only write and remove them. So while the recovery of a restored journal is held, each
 * read fails, and transactions go on.
 */
final class JournalObjectStore extends CommittedStatesOnly {

    /** The store of this process. */
    static final JournalObjectStore INSTANCE = new JournalObjectStore();

    private final DeferredVotes votes = new DeferredVotes();
    private volatile @Nullable Transactions bound;
    private volatile boolean deferring;

    private JournalObjectStore() {}

    /**
     * Has the store use the states of a journal.
     *
     * @param deferVotes whether branches of that journal vote before their PREPARE is forced, where that is correct
     */
    void bind(Transactions journal, boolean deferVotes) {
        unbind();
        votes.forgetEnded();
        deferring = deferVotes;
        bound = journal;
        journal.deferVotes(deferVotes ? votes::defer : branch -> false);
    }

    /** Returns the handle of a journal to be enlisted in a transaction. */
    NamedJournalHandle handleOf(JournalRecoveryHandle journal, Transaction transaction) {
        Transactions log = bound;
        return log != null
                        && deferring
                        && log.journalId().equals(journal.journalId())
                        && FirstJournalHandle.canJoin(transaction)
                ? new FirstJournalHandle(journal, votes)
                : new NamedJournalHandle(journal);
    }

    /** Makes all calls fail until the next journal is bound. */
    void unbind() {
        Transactions before = bound;
        bound = null;
        if (before != null) {
            before.deferVotes(branch -> false);
        }
    }

    /** Returns whether a journal is bound. */
    boolean uses(Transactions journal) {
        Transactions log = bound;
        return log != null && log.journalId().equals(journal.journalId());
    }

    /** Warns if a journal was closed too early. */
    void journalClosed(Transactions transactions, String journal) {
        if (bound == transactions) {
            unbind();
            System.getLogger("io.ironjournal.narayana")
                    .log(
                            System.Logger.Level.ERROR,
                            "{0} was closed, but Narayana runs and has its log there. Transactions that need a decision are"
                                    + " rolled back, and recovery decides nothing. Close Narayana before this journal",
                            journal);
        }
    }

    private Transactions journal() throws ObjectStoreException {
        Transactions journal = bound;
        if (journal == null) {
            throw new ObjectStoreException(
                    "Narayana's log is in a journal that is not open yet, or Narayana or that journal was closed");
        }
        return journal;
    }

    private interface Call<T> {
        T run(ManagerStates states);
    }

    private <T> T call(Call<T> call) throws ObjectStoreException {
        ManagerStates states = journal().states();
        try {
            return call.run(states);
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    /** Runs a call that only recovery makes. */
    private <T> T recover(Call<T> call) throws ObjectStoreException {
        HeldRecovery.requireReleased(journal());
        return call(call);
    }

    private static ObjectStoreException failed(RuntimeException e) {
        return new ObjectStoreException("The journal with Narayana's log: " + e.getMessage(), e);
    }

    /** Writes a state. The first one of a transaction is its decision, which also commits the branches that it deferred. */
    @Override
    public boolean write_committed(Uid uid, String type, OutputObjectState state) throws ObjectStoreException {
        Transactions journal = journal();
        String key = StateKeys.key(uid, type);
        boolean rewrite = call(all -> all.get(key).isPresent());
        List<BranchId> branches = rewrite || !isCommitting(uid) ? List.of() : votes.of(uid);
        try {
            journal.decide(key, state.buffer(), branches);
            votes.forget(uid);
            return true;
        } catch (JournalFailedException e) {
            if (e.outcomeUnknown() && !rewrite && isCommitting(uid)) {
                throw e;
            }
            throw refused(uid, e);
        } catch (JournalException | IllegalArgumentException | IllegalStateException e) {
            throw refused(uid, e);
        }
    }

    private ObjectStoreException refused(Uid uid, RuntimeException e) {
        votes.forget(uid);
        return failed(e);
    }

    /** Returns whether a transaction of this process has decided to commit: what it writes first is its decision. */
    private static boolean isCommitting(Uid uid) {
        BasicAction action = ActionManager.manager().get(uid);
        if (action == null) {
            return false;
        }
        int status = action.status();
        return status == ActionStatus.PREPARED || status == ActionStatus.COMMITTING || status == ActionStatus.COMMITTED;
    }

    /**
     * Removes a state. After a commit the removal is not forced: if it is lost, recovery finds that all branches have ended,
     * and removes the state again. In two other cases it is. If a transaction was rolled back although it had a decision, a
     * decision that comes back would commit its branches whose unforced rollback is lost, too. And nothing would remove
     * again what recovery removes.
     */
    @Override
    public boolean remove_committed(Uid uid, String type) throws ObjectStoreException {
        return call(states -> {
            boolean removed = states.remove(StateKeys.key(uid, type));
            if (removed && !isCommitting(uid)) {
                states.force();
            }
            return removed;
        });
    }

    @Override
    public @Nullable InputObjectState read_committed(Uid uid, String type) throws ObjectStoreException {
        Optional<byte[]> found = recover(states -> states.get(StateKeys.key(uid, type)));
        return found.map(state -> new InputObjectState(uid, type, state)).orElse(null);
    }

    @Override
    public int currentState(Uid uid, String type) throws ObjectStoreException {
        boolean there = recover(states -> states.get(StateKeys.key(uid, type)).isPresent());
        return there ? StateStatus.OS_COMMITTED : StateStatus.OS_UNKNOWN;
    }

    @Override
    public boolean allObjUids(String type, InputObjectState found) throws ObjectStoreException {
        return allObjUids(type, found, StateStatus.OS_UNKNOWN);
    }

    /** Lists the uids of one type, without those of types below it, and then the null uid. */
    @Override
    public boolean allObjUids(String type, InputObjectState found, int match) throws ObjectStoreException {
        OutputObjectState list = new OutputObjectState();
        try {
            if (match == StateStatus.OS_UNKNOWN || match == StateStatus.OS_COMMITTED) {
                for (String key : keysFor(type)) {
                    if (StateKeys.typeOf(key).equals(StateKeys.normal(type))) {
                        UidHelper.packInto(StateKeys.uidOf(key), list);
                    }
                }
            }
            UidHelper.packInto(Uid.nullUid(), list);
        } catch (IOException e) {
            throw new ObjectStoreException("Narayana's states of type " + type + " cannot be listed", e);
        }
        found.setBuffer(list.buffer());
        return true;
    }

    /**
     * Returns the keys among which those of a type are. Narayana lists processes that tell the status of their transactions when
     * it creates its recovery, which may be before the journal is open. That list decides nothing.
     */
    private List<String> keysFor(String type) throws ObjectStoreException {
        boolean processes = StateKeys.normal(type).equals(StateKeys.normal(TransactionStatusManagerItem.typeName()));
        if (processes) {
            return bound == null ? List.of() : call(ManagerStates::keys);
        }
        return recover(ManagerStates::keys);
    }

    /** Lists all types and those above them, without the first slash, and then an empty name. */
    @Override
    public boolean allTypes(InputObjectState found) throws ObjectStoreException {
        SortedSet<String> types = new TreeSet<>();
        for (String key : recover(ManagerStates::keys)) {
            String type = StateKeys.typeOf(key);
            for (int end = type.indexOf('/', 1); end > 0; end = type.indexOf('/', end + 1)) {
                types.add(type.substring(1, end));
            }
            types.add(type.substring(1));
        }
        OutputObjectState list = new OutputObjectState();
        try {
            for (String type : types) {
                list.packString(type);
            }
            list.packString("");
        } catch (IOException e) {
            throw new ObjectStoreException("The types of Narayana's states cannot be listed", e);
        }
        found.setBuffer(list.buffer());
        return true;
    }

    @Override
    public void sync() throws SyncFailedException, ObjectStoreException {
        call(states -> {
            states.force();
            return true;
        });
    }

    @Override
    public boolean fullCommitNeeded() {
        return false;
    }

    @Override
    public String getStoreName() {
        return "JournalObjectStore";
    }

    @Override
    public void start() {
        // The journal is open.
    }

    @Override
    public void stop() {
        unbind();
    }
}
