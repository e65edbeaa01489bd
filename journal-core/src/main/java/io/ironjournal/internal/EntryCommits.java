package io.ironjournal.internal;

import io.ironjournal.log.Committer;
import io.ironjournal.write.EntriesWrite;
import io.ironjournal.write.StreamClaimedException;
import java.util.function.Supplier;

/** Passes writes of several entries to the committer, and waits for their outcome. */
record EntryCommits(CallGate gate, Committer committer, ClaimWait claims) {

    /**
     * Commits entries. If a prepared branch claims one of their streams, waits for it and repeats the write.
     *
     * @param creating creates the write, and waits for memory
     */
    EntriesWrite commit(Supplier<EntriesWrite> creating) {
        try {
            return tryCommit(creating);
        } catch (StreamClaimedException claimed) {
            return claims.again(claimed, () -> tryCommit(creating));
        }
    }

    private EntriesWrite tryCommit(Supplier<EntriesWrite> creating) {
        gate.enter();
        try {
            gate.requireWorking();
            EntriesWrite write = creating.get();
            committer.execute(write);
            return write;
        } finally {
            gate.leave();
        }
    }
}
