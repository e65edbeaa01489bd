package io.ironjournal.write;

/** Receives the outcome of a write of entries whose caller does not wait for it. */
public interface WriteListener {

    /** Called first, by the committer, when the write is completed or has failed. Must not run code of applications. */
    void ended();

    /**
     * Called when the entries are committed, on a thread that may run code of applications.
     *
     * @param firstId the id of the first entry
     */
    void completed(long firstId);

    /** Called instead when the write failed. */
    void failed(RuntimeException cause);
}
