package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.common.Uid;
import com.arjuna.ats.arjuna.coordinator.ActionManager;
import com.arjuna.ats.arjuna.coordinator.ActionStatus;
import com.arjuna.ats.arjuna.coordinator.ActionType;
import com.arjuna.ats.arjuna.coordinator.BasicAction;
import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionImple;
import com.arjuna.ats.internal.jta.xa.TxInfo;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.ats.jta.xa.XATxConverter;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.transaction.BranchId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * The branches of the journal with Narayana's log that vote before their PREPARE is forced. The decision of their
 * transaction is written to the same log behind the PREPARE, and its force covers both.
 *
 * <p>That is only true if a coordinator of this process decides the transaction and has its log here. These branches
 * force their PREPARE:
 *
 * <ul>
 *   <li>branches of transactions that another process or another transaction manager coordinates
 *   <li>branches of transactions with a last resource, which commits before the decision
 *   <li>all branches, if Narayana uses a row in a database as the decision
 *   <li>branches that Narayana may not commit first; see {@link FirstJournalHandle}
 * </ul>
 *
 * <p>The decision also commits a branch that forced its vote because of a last resource: everything else about it is the same.
 */
final class DeferredVotes {

    /** The size of a transaction's uid, with which each global transaction id begins. */
    private static final int UID_SIZE = Uid.UID_SIZE;

    /** A call that prepares a branch. */
    interface Prepare {

        /** Returns the vote. */
        int run() throws XAException;
    }

    private final Map<Uid, Set<BranchId>> voted = new ConcurrentHashMap<>();

    /** The branches that Narayana commits before all others, while they are being prepared. */
    private final Set<BranchId> offered = ConcurrentHashMap.newKeySet();

    /** Those of them that force their vote because of a last resource. */
    private final Map<BranchId, Branch> forcing = new ConcurrentHashMap<>();

    /** Prepares a branch that Narayana commits before all others. */
    int offer(Xid xid, Prepare prepare) throws XAException {
        BranchId id = idOf(xid);
        offered.add(id);
        try {
            int vote = prepare.run();
            Branch forced = forcing.get(id);
            if (forced != null && vote == XAResource.XA_OK) {
                keep(forced);
            }
            return vote;
        } finally {
            forcing.remove(id);
            offered.remove(id);
        }
    }

    /** Returns whether a branch may vote at once. If so, keeps it until it has an outcome. */
    boolean defer(Branch branch) {
        Uid transaction = transactionOf(branch.id());
        if (transaction == null
                || !offered.contains(branch.id())
                || !isDecidedHere(transaction)
                || !isOwnBranch(transaction, branch.id())) {
            return false;
        }
        if (hasLastResource(transaction)) {
            forcing.put(branch.id(), branch);
            return false;
        }
        keep(branch);
        return true;
    }

    private void keep(Branch branch) {
        Uid transaction = Objects.requireNonNull(transactionOf(branch.id()));
        voted.computeIfAbsent(transaction, key -> ConcurrentHashMap.newKeySet()).add(branch.id());
        branch.outcome().whenComplete((ids, failure) -> {
            // The vote still counts if the journal is closed, or an operator rolls back, before the decision. Then the
            // decision names a branch that is gone, and is refused.
            if (!mayBeDecided(transaction)) {
                forget(transaction);
            }
        });
    }

    /** Returns the branches of a transaction that have voted. */
    List<BranchId> of(Uid transaction) {
        return List.copyOf(voted.getOrDefault(transaction, Set.of()));
    }

    /** Forgets the votes of a transaction. */
    void forget(Uid transaction) {
        voted.remove(transaction);
    }

    /** Forgets the votes of transactions that have ended without a decision. */
    void forgetEnded() {
        voted.keySet().removeIf(transaction -> !mayBeDecided(transaction));
    }

    private static boolean mayBeDecided(Uid transaction) {
        BasicAction action = ActionManager.manager().get(transaction);
        int status = action == null ? ActionStatus.NO_ACTION : action.status();
        return status == ActionStatus.PREPARING || status == ActionStatus.PREPARED || status == ActionStatus.COMMITTING;
    }

    private static @Nullable Uid transactionOf(BranchId id) {
        byte[] global = id.globalTransactionId();
        if (id.formatId() != XATxConverter.FORMAT_ID || global.length < UID_SIZE) {
            return null;
        }
        return new Uid(Arrays.copyOf(global, UID_SIZE));
    }

    private static boolean isDecidedHere(Uid transaction) {
        BasicAction action = ActionManager.manager().get(transaction);
        return action != null
                && action.status() == ActionStatus.PREPARING
                && action.typeOfAction() == ActionType.TOP_LEVEL
                && jtaPropertyManager
                        .getJTAEnvironmentBean()
                        .getCommitMarkableResourceJNDINames()
                        .isEmpty();
    }

    /** Returns whether the transaction itself has the branch, and not one that was imported into the same process. */
    private static boolean isOwnBranch(Uid transaction, BranchId id) {
        return resources(transaction).values().stream().anyMatch(info -> id.equals(idOf(info.xid())));
    }

    /** Returns whether a resource commits before the decision. Such a last resource needs votes that are durable. */
    private static boolean hasLastResource(Uid transaction) {
        return resources(transaction).keySet().stream().anyMatch(LastResources::isLast);
    }

    private static Map<XAResource, TxInfo> resources(Uid transaction) {
        TransactionImple found = TransactionImple.getTransaction(transaction);
        return found == null ? Map.of() : found.getResources();
    }

    private static BranchId idOf(Xid xid) {
        return new BranchId(xid.getFormatId(), xid.getGlobalTransactionId(), xid.getBranchQualifier());
    }
}
