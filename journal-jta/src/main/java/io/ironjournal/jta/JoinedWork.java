package io.ironjournal.jta;

import io.ironjournal.IdRange;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What writers share that joined the same transaction. */
interface JoinedWork {

    /**
     * Buffers an entry in the transaction's branch.
     *
     * @throws IllegalStateException when the caller is not in that transaction or it takes no more entries
     */
    void add(String stream, byte[] entry);

    /** Completes with the ids of the transaction's entries by stream, exceptionally when it rolled back. */
    CompletionStage<Map<String, IdRange>> outcome();
}
