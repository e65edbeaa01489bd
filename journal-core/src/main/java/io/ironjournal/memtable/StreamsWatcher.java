package io.ironjournal.memtable;

/** Is notified of streams that get a state in memory. The callers hold locks, so implementations must not wait. */
public interface StreamsWatcher {

    /** Called when a stream without entries gets a state, which may happen several times. */
    void appeared(String stream);

    /** Called when the journal is closing. */
    void wake();
}
