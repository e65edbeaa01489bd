package io.ironjournal.narayana;

import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The Narayana of this JVM, shared by all tests, because its settings belong to the process. */
final class TestNarayana {

    static final String NODE = "test-node";

    private static Narayana current;
    private static Path store;

    private TestNarayana() {}

    static synchronized Narayana get() {
        if (current == null) {
            try {
                store = Files.createTempDirectory(Files.createDirectories(Path.of("target", "stores")), "store");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            current = setup(store).start();
        }
        return current;
    }

    /** Where it keeps its log. */
    static synchronized Path store() {
        get();
        return store;
    }

    static NarayanaSetup setup(Path directory) {
        return NarayanaSetup.in(directory)
                .nodeIdentifier(NODE)
                .orphanSafetyInterval(Duration.ofMillis(1))
                .recoveryBackoff(Duration.ofSeconds(1))
                .manualRecovery();
    }

    static TransactionManager tm() {
        return get().transactionManager();
    }

    /** The logs of transactions in the store. An empty file is what a kill while creating a log leaves. */
    static List<Path> logs() {
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(
                            file -> Files.isRegularFile(file) && file.toFile().length() > 0)
                    .filter(file -> file.toString().contains("AtomicAction"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whatever is left in the store, of any kind. */
    static List<Path> filesWithContent() {
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(
                            file -> Files.isRegularFile(file) && file.toFile().length() > 0)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
