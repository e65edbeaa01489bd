package io.ironjournal.benchmarks.contender;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.SyncMode;
import io.ironjournal.TxnWriter;
import io.ironjournal.jta.JournalConnection;
import io.ironjournal.jta.JournalXAConnection;
import io.ironjournal.jta.JournalXADataSource;
import java.util.List;
import java.util.stream.IntStream;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** This journal, with the options that it has by default. */
final class IronJournal implements Contender {

    private final Journal journal;
    private final JournalXADataSource transactions;
    private final String[] streams =
            IntStream.range(0, 10_000).mapToObj(i -> "stream-" + i).toArray(String[]::new);

    IronJournal(Opening opening) {
        SyncMode mode = opening.forced() ? SyncMode.STRICT : SyncMode.ASYNC;
        journal = Journal.open(
                JournalOptions.builder(opening.directory()).syncMode(mode).build());
        transactions = new JournalXADataSource(journal);
    }

    @Override
    public Session session() {
        JournalXAConnection connection = transactions.getXAConnection();
        return new IronJournalSession(connection, connection.getConnection());
    }

    @Override
    public void close() {
        journal.close();
    }

    private final class IronJournalSession implements Session {

        private final JournalXAConnection resource;
        private final JournalConnection connection;

        IronJournalSession(JournalXAConnection resource, JournalConnection connection) {
            this.resource = resource;
            this.connection = connection;
        }

        @Override
        public void append(int stream, byte[] entry) {
            journal.append(streams[stream], entry);
        }

        @Override
        public void appendBatch(int stream, List<byte[]> entries) {
            journal.appendBatch(streams[stream], entries);
        }

        @Override
        public XAResource resource() {
            return resource.getXAResource();
        }

        @Override
        public void join(List<byte[]> entries) {
            TxnWriter writer = connection.writer(streams[0]);
            entries.forEach(writer::add);
        }

        @Override
        public byte[] get(long id) {
            return journal.get(streams[0], id).orElseThrow();
        }

        @Override
        public Reader reader() {
            return reading(journal.iterate(streams[0], 0));
        }

        @Override
        public Reader follow() {
            return reading(journal.tail(streams[0], 0));
        }

        private static Reader reading(EntryIterator entries) {
            return new Reader() {
                @Override
                public byte @Nullable [] next() {
                    if (!entries.hasNext()) {
                        return null;
                    }
                    Entry entry = entries.next();
                    return entry.data();
                }

                @Override
                public void close() {
                    entries.close();
                }
            };
        }

        @Override
        public void close() {
            resource.close();
        }
    }
}
