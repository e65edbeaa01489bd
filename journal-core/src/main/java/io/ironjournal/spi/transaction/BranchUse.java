package io.ironjournal.spi.transaction;

/**
 * Who works for a branch, as far as a transaction manager's side keeps account of it. The journal keeps it with the branch,
 * and asks it before the branch votes or ends.
 *
 * @since 0.1.0
 */
public interface BranchUse {

    /**
     * Tells whether somebody works for the branch. While this is so, an active branch can neither be prepared nor committed
     * nor rolled back. Called while the branch is locked, as by {@link Branch#exclusively}; must not wait.
     *
     * @return whether somebody does
     * @since 0.1.0
     */
    boolean isInUse();
}
