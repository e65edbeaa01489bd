package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.internal.arjuna.objectstore.jdbc.JDBCStore;
import io.ironjournal.IntegrationException;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A log of Narayana that another one replaces: in files, or in a journal. If it has decisions, recovery would not find them, and
 * would roll back what databases have committed.
 */
final class EarlierLog {

    private EarlierLog() {}

    /** Returns why a log in a journal cannot replace the one that Narayana's settings name; empty if it can. */
    static Optional<String> obstacle(ObjectStoreEnvironmentBean settings) {
        if (JDBCStore.class.getName().equals(settings.getObjectStoreType())) {
            return Optional.of("its settings have it in a database. Remove these settings, or the key transaction-log");
        }
        return obstacle(Path.of(settings.getObjectStoreDir()));
    }

    /** Returns why a log in a journal cannot replace one in files of a directory; empty if it can. */
    static Optional<String> obstacle(Path directory) {
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
        } catch (IOException | UncheckedIOException e) {
            throw new IntegrationException(
                    "Whether " + Printable.path(directory)
                            + " has transactions of an earlier log of Narayana is not known: " + e.getMessage()
                            + ". Make the directory readable, or leave the log in files",
                    e);
        }
    }

    /** Throws an exception if a journal that is not to have the log has decisions. */
    static void requireNoneIn(Journal journal) {
        int found;
        try {
            found = Transactions.of(journal).states().keys().size();
        } catch (JournalException unknown) {
            // After a loss, the journal answers recovery with an error, too.
            return;
        }
        if (found > 0) {
            throw new IntegrationException(
                    journal + " has Narayana's log, with transactions that are not complete: " + found
                            + ". Narayana has its log elsewhere now, so recovery would not find them. Set the key transaction-log to"
                            + " true, or call NarayanaSetup.logIn, or move them"
                            + " to files with io.ironjournal.narayana.NarayanaLogMove, as docs/transactions.md describes");
        }
    }
}
