package io.ironjournal.spi.transaction;

/**
 * Says whether a transaction manager integration is using a branch. The journal keeps it with the branch, and calls it
 * before the branch is prepared or ended.
 *
 * @since 0.1.0
 */
public interface BranchUse {

    /**
     * Returns whether the branch is in use. An active branch that is in use cannot be prepared, committed or rolled
     * back: such a call throws {@link BranchStateException}. The journal calls this while it holds the lock of the
     * branch, as in {@link Branch#exclusively}. It must not block.
     *
     * @return true when the branch is in use
     * @since 0.1.0
     */
    boolean isInUse();
}
