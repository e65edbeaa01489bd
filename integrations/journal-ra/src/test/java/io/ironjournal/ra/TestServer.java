package io.ironjournal.ra;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.narayana.Narayana;
import io.ironjournal.narayana.NarayanaSetup;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;

/** What a server does with a resource adapter: start it, associate a factory, give out connections. */
final class TestServer implements AutoCloseable {

    /** Starts when it is used first: other processes of these tests start their own. */
    private static final class Manager {
        static final Narayana NARAYANA = start();
    }

    final JournalResourceAdapter adapter = new JournalResourceAdapter();
    final JournalManagedConnectionFactory managed = new JournalManagedConnectionFactory();
    final TestConnections connections = new TestConnections(transactions(), registry());
    final TestWorkManager threads = new TestWorkManager();

    TestServer(Path directory) {
        adapter.setDir(directory.toString());
    }

    private static Narayana start() {
        try {
            Path store = Files.createTempDirectory(Files.createDirectories(Path.of("target", "stores")), "store");
            return NarayanaSetup.in(store)
                    .nodeIdentifier("ra")
                    .orphanSafetyInterval(Duration.ofMillis(1))
                    .recoveryBackoff(Duration.ofSeconds(1))
                    .manualRecovery()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TransactionManager transactions() {
        return Manager.NARAYANA.transactionManager();
    }

    static TransactionSynchronizationRegistry registry() {
        return Manager.NARAYANA.synchronizationRegistry();
    }

    TestServer started() throws ResourceException {
        adapter.start(new Context(threads));
        if (managed.getResourceAdapter() == null) {
            managed.setResourceAdapter(adapter);
        }
        return this;
    }

    void restart() throws ResourceAdapterInternalException {
        adapter.stop();
        adapter.start(new Context(threads));
    }

    JournalConnectionFactory factory() {
        return (JournalConnectionFactory) managed.createConnectionFactory(connections);
    }

    static List<String> read(Journal journal, String stream) {
        List<String> texts = new ArrayList<>();
        try (EntryIterator entries = journal.iterate(stream, 0)) {
            entries.forEachRemaining(entry -> texts.add(new String(entry.data(), StandardCharsets.UTF_8)));
        }
        return texts;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        adapter.stop();
    }

    /** Offers the registry and threads, which is all that the adapter needs. */
    static final class Context implements BootstrapContext {

        private final WorkManager threads;
        private final TransactionSynchronizationRegistry registry;

        Context() {
            this(new TestWorkManager());
        }

        Context(WorkManager threads) {
            this(threads, registry());
        }

        Context(WorkManager threads, TransactionSynchronizationRegistry registry) {
            this.threads = threads;
            this.registry = registry;
        }

        @Override
        public WorkManager getWorkManager() {
            return threads;
        }

        @Override
        public XATerminator getXATerminator() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Timer createTimer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isContextSupported(Class<? extends WorkContext> type) {
            return type == HintsContext.class;
        }

        @Override
        public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
            return registry;
        }
    }
}
