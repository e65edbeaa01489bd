package io.ironjournal.jta;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the integration with the transaction manager of this process. The result is not cached, because it depends on
 * the class loader.
 *
 * @param found the first integration that can be loaded
 * @param refusals why other integrations cannot be loaded
 */
record IntegrationLookup(Optional<JournalTransactionIntegration> found, List<String> refusals) {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.jta");

    /** The warnings that were already logged. */
    private static final Set<String> WARNINGS = ConcurrentHashMap.newKeySet();

    static IntegrationLookup look() {
        List<String> refusals = new ArrayList<>();
        JournalTransactionIntegration found = findIn(Thread.currentThread().getContextClassLoader(), refusals);
        if (found == null) {
            found = findIn(JournalTransactionIntegration.class.getClassLoader(), refusals);
        }
        return new IntegrationLookup(Optional.ofNullable(found), List.copyOf(refusals));
    }

    /**
     * Returns the integration, which can recover a journal.
     *
     * @throws RecoveryUnavailableException when there is none
     */
    JournalTransactionIntegration required() {
        return found.orElseThrow(
                () -> new RecoveryUnavailableException(
                        "No integration with a transaction manager was found. Without one, branches that a crash leaves in doubt"
                                + " are never decided"
                                + (refusals.isEmpty() ? "" : " (" + String.join("; ", refusals) + ")")
                                + ". Add journal-narayana for Narayana and for WildFly, or journal-liberty for Open Liberty, or implement"
                                + " JournalTransactionIntegration. In a server, you can use the journal's resource adapter instead."));
    }

    private static @Nullable JournalTransactionIntegration findIn(@Nullable ClassLoader loader, List<String> refusals) {
        if (loader == null) {
            return null;
        }
        Iterator<JournalTransactionIntegration> candidates =
                ServiceLoader.load(JournalTransactionIntegration.class, loader).iterator();
        while (true) {
            try {
                return candidates.hasNext() ? candidates.next() : null;
            } catch (ServiceConfigurationError | LinkageError cannotBeLoaded) {
                // Try the next one.
                refuse(cannotBeLoaded, refusals);
            }
        }
    }

    private static void refuse(Throwable cannotBeLoaded, List<String> refusals) {
        Throwable reason = cannotBeLoaded.getCause() == null ? cannotBeLoaded : cannotBeLoaded.getCause();
        String refusal = "an integration cannot be loaded: "
                + (reason instanceof LinkageError ? reason.toString() : reason.getMessage());
        if (!refusals.contains(refusal)) {
            refusals.add(refusal);
        }
        if (WARNINGS.add(refusal)) {
            LOGGER.log(
                    Level.WARNING,
                    "Cannot load an integration of the journal with a transaction manager: "
                            + cannotBeLoaded.getMessage(),
                    cannotBeLoaded);
        }
    }
}
