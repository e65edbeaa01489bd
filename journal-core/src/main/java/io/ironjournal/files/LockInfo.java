package io.ironjournal.files;

/**
 * Who has the journal open.
 *
 * @since 0.1.0
 */
public interface LockInfo {

    /**
     * Whether a process has the journal open.
     *
     * @since 0.1.0
     */
    enum State {
        /** No process has it open. */
        CLOSED,
        /** A process has it open. */
        OPEN,
        /** It cannot be found out from here, for example because the last owner was on another host. */
        UNKNOWN
    }

    /**
     * Returns whether a process has the journal open.
     *
     * @return the state
     * @since 0.1.0
     */
    State state();

    /**
     * Describes the process that has the journal open, or had it open last.
     *
     * @return its id, host and start time as text, escaped; empty if it is not known
     * @since 0.1.0
     */
    String owner();
}
