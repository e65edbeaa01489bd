package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.internal.arjuna.objectstore.jdbc.JDBCStore;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The log that Narayana's settings name, which the log in a journal replaces. If it has decisions, recovery would not find
 * them, and would roll back what databases have committed.
 */
final class EarlierLog {

    private EarlierLog() {}

    /** Returns why the log cannot be replaced; empty if it can. */
    static Optional<String> obstacle(ObjectStoreEnvironmentBean settings) {
        if (JDBCStore.class.getName().equals(settings.getObjectStoreType())) {
            return Optional.of("its settings have it in a database. Remove these settings, or the key transaction-log");
        }
        Path directory = Path.of(settings.getObjectStoreDir());
        return hasTransactions(directory)
                ? Optional.of(Printable.path(directory) + " has transactions of an earlier log. Move them with"
                        + " io.ironjournal.narayana.NarayanaLogMove, as docs/transactions.md describes")
                : Optional.empty();
    }

    /** An empty file is what a kill leaves while Narayana creates a log of a transaction. */
    private static boolean hasTransactions(Path directory) {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.find(
                directory,
                Integer.MAX_VALUE,
                (file, attributes) -> attributes.isRegularFile()
                        && attributes.size() > 0
                        && file.toString().contains("AtomicAction"))) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
