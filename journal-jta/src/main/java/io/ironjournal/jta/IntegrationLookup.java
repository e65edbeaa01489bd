package io.ironjournal.jta;

import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the integration with the process's transaction manager. Looked up anew each time: class loaders differ. */
final class IntegrationLookup {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.jta");

    private IntegrationLookup() {}

    static Optional<JournalTransactionIntegration> find() {
        Optional<JournalTransactionIntegration> found =
                findIn(Thread.currentThread().getContextClassLoader());
        return found.isPresent() ? found : findIn(JournalTransactionIntegration.class.getClassLoader());
    }

    private static Optional<JournalTransactionIntegration> findIn(@Nullable ClassLoader loader) {
        if (loader == null) {
            return Optional.empty();
        }
        Iterator<JournalTransactionIntegration> candidates =
                ServiceLoader.load(JournalTransactionIntegration.class, loader).iterator();
        while (true) {
            try {
                return candidates.hasNext() ? Optional.of(candidates.next()) : Optional.empty();
            } catch (ServiceConfigurationError | LinkageError cannotBeLoaded) {
                // Typically its transaction manager is not there: the next one may be meant.
                LOGGER.log(Level.DEBUG, "An integration with a transaction manager cannot be loaded", cannotBeLoaded);
            }
        }
    }
}
