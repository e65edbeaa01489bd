package io.ironjournal.spi.log;

/**
 * Receives the outcome of one group. The log calls exactly one of the methods, once. Both return quickly, and neither
 * runs code of applications.
 *
 * @since 0.1.0
 */
public interface GroupCompletion {

    /**
     * Reports that the group and all groups before it are durable.
     *
     * @since 0.1.0
     */
    void completed();

    /**
     * Reports that the group may not be durable. All later groups fail, too.
     *
     * @param cause the failure
     * @since 0.1.0
     */
    void failed(Throwable cause);
}
