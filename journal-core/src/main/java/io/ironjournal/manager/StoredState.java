package io.ironjournal.manager;

/** A state and the position of its record in the log. */
final class StoredState {

    /** The approximate memory of a state beside its record, in bytes. */
    private static final long OVERHEAD = 256;

    private final StateRecord record;

    /** The newest copy counts. */
    private volatile long lsn;

    StoredState(StateRecord record) {
        this.record = record;
    }

    StateRecord record() {
        return record;
    }

    String key() {
        return record.key();
    }

    long memory() {
        return record.content().length + OVERHEAD;
    }

    long lsn() {
        return lsn;
    }

    void lsn(long newest) {
        lsn = newest;
    }
}
