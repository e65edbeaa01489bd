package io.ironjournal.narayana;

import io.ironjournal.Journal;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.io.DiskStorage;
import io.ironjournal.spi.transaction.Transactions;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Narayana of this JVM, shared by all tests, because its settings belong to the process. With {@code
 * -Dnarayana.log=journal} its log is in a journal.
 */
final class TestNarayana {

    static final String NODE = "test-node";

    /** Whether the log is in a journal. */
    static final boolean IN_JOURNAL = "journal".equals(System.getProperty("narayana.log"));

    /** The writes of the journal with the log. */
    static final HaltingWrites LOG_WRITES = new HaltingWrites();

    private static Narayana current;
    private static Path store;
    private static Journal log;

    /** The journal of the last setup. */
    private static Journal opened;

    private TestNarayana() {}

    static synchronized Narayana get() {
        if (current == null) {
            if (store == null) {
                store = newStore();
            }
            current = setup(store).start();
            log = opened;
        }
        return current;
    }

    private static Path newStore() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "stores")), "store");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it keeps its log. */
    static synchronized Path store() {
        if (store == null) {
            get();
        }
        return store;
    }

    /** Lets other processes use the log until the next {@link #get}. Two processes cannot have a journal open. */
    static synchronized void leaveToOthers() {
        if (IN_JOURNAL && current != null) {
            current.close();
            log.close();
            current = null;
        }
    }

    /** Has Narayana use its own log again, after a test used another one. */
    static synchronized void rebind() {
        if (current != null) {
            JournalObjectStore.INSTANCE.bind(Transactions.of(log), true);
        }
    }

    /** Returns the open journal with the log. */
    static synchronized Journal logJournal() {
        return current == null ? opened : log;
    }

    static Path logDirectory(Path directory) {
        return directory.resolve("log");
    }

    static NarayanaSetup setup(Path directory) {
        NarayanaSetup setup = NarayanaSetup.in(directory)
                .nodeIdentifier(NODE)
                .orphanSafetyInterval(Duration.ofMillis(1))
                .recoveryBackoff(Duration.ofSeconds(1))
                .manualRecovery();
        if (IN_JOURNAL) {
            Path root = logDirectory(directory);
            opened = JournalOpener.open(
                    HaltingJournal.options(root).build(), new HaltingStorage(new DiskStorage(root), LOG_WRITES), true);
            setup.logIn(HaltingStore.halting(opened));
        }
        return setup;
    }

    static TransactionManager tm() {
        return get().transactionManager();
    }

    /** The logs of transactions in the store. An empty file is what a kill while creating a log leaves. */
    static List<String> logs() {
        return filesWithContent().stream()
                .filter(name -> name.contains("AtomicAction"))
                .toList();
    }

    /** Whatever is left in the store, of any kind. */
    static List<String> filesWithContent() {
        List<String> found = new ArrayList<>();
        Path logDirectory = logDirectory(store);
        try (Stream<Path> files = Files.walk(store)) {
            files.filter(file -> Files.isRegularFile(file) && file.toFile().length() > 0)
                    .filter(file -> !file.startsWith(logDirectory))
                    .map(Path::toString)
                    .forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (IN_JOURNAL) {
            found.addAll(states());
        }
        return found;
    }

    private static List<String> states() {
        if (current != null) {
            return Transactions.of(log).states().keys();
        }
        try (JournalFiles files = JournalFiles.openReadOnly(logDirectory(store))) {
            return files.managerStates();
        }
    }

    /** Deletes the logs of transactions that a test left on purpose. */
    static void deleteLogs() throws IOException {
        for (String name : logs()) {
            if (IN_JOURNAL) {
                Transactions.of(log).states().remove(name);
            } else {
                Files.delete(Path.of(name));
            }
        }
    }

    /** Ends what a test left on the thread. */
    static void leave() throws SystemException {
        if (tm().getStatus() != Status.STATUS_NO_TRANSACTION) {
            if (tm().getStatus() == Status.STATUS_ACTIVE || tm().getStatus() == Status.STATUS_MARKED_ROLLBACK) {
                tm().rollback();
            } else {
                tm().suspend();
            }
        }
    }
}
