package io.ironjournal.benchmarks.contender;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.EntryView;
import io.ironjournal.EntryViewIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.ReadStrategy;
import io.ironjournal.SyncMode;
import io.ironjournal.TxnWriter;
import io.ironjournal.jta.JournalConnection;
import io.ironjournal.jta.JournalXAConnection;
import io.ironjournal.jta.JournalXADataSource;
import java.util.List;
import java.util.Objects;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** This journal with default options. */
final class IronJournal implements Contender {

    private final Journal journal;
    private final JournalXADataSource transactions;
    private final String[] streams = streams();

    IronJournal(Opening opening) {
        SyncMode mode = opening.forced() ? SyncMode.STRICT : SyncMode.ASYNC;
        journal = Journal.open(JournalOptions.builder(opening.directory())
                .syncMode(mode)
                .readStrategy(opening.mapped() ? ReadStrategy.MMAP : ReadStrategy.STANDARD_IO)
                .build());
        transactions = new JournalXADataSource(journal);
    }

    /** Opening is measured in a new JVM. The time to initialise lambdas of the benchmark would be counted as time of the journal. */
    private static String[] streams() {
        String[] streams = new String[10_000];
        for (int i = 0; i < streams.length; i++) {
            streams[i] = "stream-".concat(Integer.toString(i));
        }
        return streams;
    }

    @Override
    public Session session() {
        return new IronJournalSession();
    }

    @Override
    public void close() {
        journal.close();
    }

    private final class IronJournalSession implements Session {

        private @Nullable JournalXAConnection connection;
        private @Nullable JournalConnection handle;

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
            JournalXAConnection open = connection;
            if (open == null) {
                open = transactions.getXAConnection();
                connection = open;
                handle = open.getConnection();
            }
            return open.getXAResource();
        }

        @Override
        public void join(List<byte[]> entries) {
            TxnWriter writer = Objects.requireNonNull(handle).writer(streams[0]);
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
        public Views views() {
            EntryViewIterator views = journal.iterateViews(streams[0], 0);
            return new Views() {
                @Override
                public long next() {
                    if (!views.hasNext()) {
                        return END;
                    }
                    EntryView view = views.next();
                    return view.length() + view.data().getLong();
                }

                @Override
                public void close() {
                    views.close();
                }
            };
        }

        @Override
        public Reader follow() {
            return reading(journal.follow(streams[0], 0));
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
            if (connection != null) {
                connection.close();
            }
        }
    }
}
