package io.ironjournal.flush;

import io.ironjournal.log.Committer;
import io.ironjournal.log.DurableNote;
import java.util.function.LongSupplier;

/**
 * What is written to the log when nothing was committed for a while: the durable LSN, or a force of records that must be
 * forced soon. Used by one thread.
 */
public final class IdleNotes {

    private final Committer committer;
    private final LongSupplier forcedSoon;
    private long notedLsn;
    private long lastSeenLsn;

    /**
     * Begins when the log is opened.
     *
     * @param forcedSoon returns the LSN of the last record that is answered before it is forced, but forced soon; -1 if
     *     there is none
     */
    public IdleNotes(Committer committer, LongSupplier forcedSoon) {
        this.committer = committer;
        this.forcedSoon = forcedSoon;
        this.notedLsn = committer.durable();
    }

    /** Returns whether {@link #write} has work left. */
    boolean due() {
        long durable = committer.durable();
        return (notedLsn < durable || mustForce(durable)) && committer.failure() == null;
    }

    private boolean mustForce(long durable) {
        return forcedSoon.getAsLong() >= durable;
    }

    /** Writes, unless something was committed since the last call. */
    void write() {
        long durable = committer.durable();
        if (durable == lastSeenLsn && due()) {
            if (mustForce(durable)) {
                committer.execute(new DurableNote(true));
            } else {
                committer.execute(new DurableNote(false));
                notedLsn = durable;
            }
        }
        lastSeenLsn = durable;
    }
}
