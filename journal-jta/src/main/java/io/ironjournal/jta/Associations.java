package io.ironjournal.jta;

import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.BranchStateException;
import io.ironjournal.spi.transaction.BranchUse;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/**
 * The resources that work for a branch. The XA specification defines these states in addition to the states of the
 * journal: an active branch is <em>associated</em> while a resource works for it, <em>suspended</em> while no resource
 * works for it and at least one will resume, and otherwise <em>idle</em>.
 *
 * <p>The journal keeps this object with the branch. All methods except {@code work} are called while the branch is
 * locked, because the transaction manager may end a branch on one thread while the application adds to it on another.
 */
final class Associations implements BranchUse {

    private enum Link {
        ACTIVE,
        SUSPENDED
    }

    private final Map<Association, Link> links = new HashMap<>();

    /** Starts with the resource that begins the branch. */
    Associations(Association by) {
        links.put(by, Link.ACTIVE);
    }

    /**
     * Returns the associations of a branch. Throws an exception when the branch did not begin in this process, because
     * then no resource can work for it.
     */
    static Associations of(Branch branch) throws XAException {
        if (branch.use() instanceof Associations associations) {
            return associations;
        }
        throw XaErrors.refused(XAException.XAER_PROTO, "No resource of this process works for " + branch);
    }

    @Override
    public boolean isInUse() {
        return !links.isEmpty();
    }

    /** Adds content to a branch through a resource that works for it. */
    static void work(Branch branch, Association by, Content content, Consumer<Branch> what) {
        branch.exclusively(() -> {
            if (!(branch.use() instanceof Associations users) || users.links.get(by) != Link.ACTIVE) {
                branch.requireActive();
                throw new IllegalStateException("The writer cannot add to branch " + branch.id()
                        + ", because its resource no longer works for that branch");
            }
            change(branch, content, what);
            return true;
        });
    }

    /** Makes rollback the only outcome of a branch, if a resource still works for it. */
    static void refuse(Branch branch, Association by, Throwable why) {
        branch.exclusively(() -> {
            if (branch.use() instanceof Associations users && users.links.get(by) == Link.ACTIVE) {
                branch.setRollbackOnly(why);
            }
            return true;
        });
    }

    private static void change(Branch branch, Content content, Consumer<Branch> what) {
        try {
            what.accept(branch);
        } catch (RuntimeException | Error refused) {
            if (!content.isOptional(refused)) {
                branch.setRollbackOnly(refused);
            }
            throw refused;
        }
    }

    void join(Branch branch, Association by) throws XAException {
        requireActive(branch, "start(TMJOIN)");
        if (links.containsKey(by) || (isInUse() && !links.containsValue(Link.ACTIVE))) {
            throw outOfOrder(branch, "start(TMJOIN)");
        }
        links.put(by, Link.ACTIVE);
        by.attach(branch);
    }

    void resume(Branch branch, Association by) throws XAException {
        requireActive(branch, "start(TMRESUME)");
        if (links.get(by) != Link.SUSPENDED) {
            throw outOfOrder(branch, "start(TMRESUME)");
        }
        links.put(by, Link.ACTIVE);
        by.attach(branch);
    }

    void end(Branch branch, Association by, int flags) throws XAException {
        try {
            requireActive(branch, "end");
        } catch (XAException refused) {
            // The association also ends when the branch is rollback-only.
            unlink(branch, by);
            throw refused;
        }
        Link link = links.get(by);
        if (link == null || (link == Link.SUSPENDED && flags == XAResource.TMSUSPEND)) {
            throw outOfOrder(branch, "end");
        }
        if (flags == XAResource.TMSUSPEND) {
            links.put(by, Link.SUSPENDED);
            by.detach(branch);
        } else {
            unlink(branch, by);
            if (flags == XAResource.TMFAIL) {
                branch.setRollbackOnly(null);
            }
        }
    }

    /** Ends the resource's association in any state. The branch is rollback-only then. */
    void fail(Branch branch, Association by) {
        unlink(branch, by);
        branch.setRollbackOnly(null);
    }

    private void unlink(Branch branch, Association by) {
        links.remove(by);
        by.detach(branch);
    }

    private static void requireActive(Branch branch, String call) throws XAException {
        try {
            branch.requireActive();
        } catch (BranchStateException refused) {
            throw XaErrors.of(refused, call);
        }
    }

    private XAException outOfOrder(Branch branch, String call) {
        return XaErrors.refused(XAException.XAER_PROTO, call + " is not allowed: " + branch + ", " + this);
    }

    @Override
    public String toString() {
        return "linked by " + links.values();
    }
}
