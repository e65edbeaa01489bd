package io.ironjournal.spi.log;

/**
 * Receives the outcome of one group. The log calls one of the methods, once. Both return quickly, and run no code of
 * applications.
 *
 * @since 0.1.0
 */
public interface GroupCompletion {

    /** Reports that the group and all groups before it are durable. */
    void completed();

    /**
     * Reports that the group is not known to be durable. All later groups fail, too.
     *
     * @param cause what happened
     */
    void failed(Throwable cause);
}
