package io.ironjournal.internal;

import io.ironjournal.figures.Buckets;
import io.ironjournal.figures.Sampler;
import io.ironjournal.log.Committer;
import io.ironjournal.write.EntriesWrite;
import io.ironjournal.write.StreamClaimedException;
import java.util.function.Supplier;

/** Passes writes of several entries to the committer, and waits for their outcome. */
final class EntryCommits {

    private final CallGate gate;
    private final Committer committer;
    private final ClaimWait claims;
    private final Buckets durations;

    /** Counts calls, for the sample that is measured. A race between threads only changes the sample. */
    private int calls;

    /**
     * Creates the way to the committer.
     *
     * @param durations counts the durations of a sample of the calls
     */
    EntryCommits(CallGate gate, Committer committer, ClaimWait claims, Buckets durations) {
        this.gate = gate;
        this.committer = committer;
        this.claims = claims;
        this.durations = durations;
    }

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
            long begin = Sampler.begin(calls++);
            EntriesWrite write = creating.get();
            committer.execute(write);
            Sampler.end(begin, durations);
            return write;
        } finally {
            gate.leave();
        }
    }
}
