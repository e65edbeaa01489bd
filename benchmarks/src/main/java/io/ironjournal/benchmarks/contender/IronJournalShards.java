package io.ironjournal.benchmarks.contender;

import io.ironjournal.JournalOptions;
import io.ironjournal.SyncMode;
import io.ironjournal.sharded.ShardedJournal;
import java.nio.ByteBuffer;

/** This journal with 16 shards, to which keys are distributed. */
final class IronJournalShards implements Contender {

    private static final int SHARDS = 16;

    private final ShardedJournal journal;

    IronJournalShards(Opening opening) {
        SyncMode mode = opening.forced() ? SyncMode.STRICT : SyncMode.ASYNC;
        journal = ShardedJournal.open(
                JournalOptions.builder(opening.directory()).syncMode(mode).build(), SHARDS);
    }

    @Override
    public Session session() {
        return new Session() {
            @Override
            public void append(int stream, byte[] entry) {
                journal.append(bytes(stream), entry);
            }

            @Override
            public void checkpoint(long number) {
                journal.createCheckpoint(bytes(number));
            }
        };
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    @Override
    public void close() {
        journal.close();
    }
}
