package io.ironjournal.benchmarks.contender;

import java.io.IOException;

/** An open store of entries. Each thread has a session of its own. */
public interface Contender extends AutoCloseable {

    /** Opens a session for a thread. */
    Session session() throws Exception;

    @Override
    void close() throws IOException;
}
