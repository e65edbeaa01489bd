package io.ironjournal.benchmarks.contender;

import java.io.IOException;

/** The form that suits the number of threads, which also writes every byte a second time. */
final class RawTwice {

    private RawTwice() {}

    static Contender open(Opening opening) throws IOException {
        RawFile file = new RawFile(opening.directory(), new RawTier(opening.directory()));
        return opening.threads() == 1 ? new RawLeader(file) : new RawWriter(file);
    }
}
