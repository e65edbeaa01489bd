package io.ironjournal.benchmarks.contender;

import java.io.IOException;

/** A store of entries that is open. Each thread that works with it has a session of its own. */
public interface Contender extends AutoCloseable {

    /** Begins the work of a thread. */
    Session session() throws Exception;

    @Override
    void close() throws IOException;
}
