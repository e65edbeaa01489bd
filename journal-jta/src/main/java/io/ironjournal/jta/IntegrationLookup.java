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
 * Finds the integration with the process's transaction manager. Looked up anew each time: class loaders differ.
 *
 * @param found the first integration that can be loaded
 * @param refusals why others could not be loaded
 */
record IntegrationLookup(Optional<JournalTransactionIntegration> found, List<String> refusals) {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.jta");

    /** What was warned of already. */
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
     * The integration that can recover a journal.
     *
     * @throws RecoveryUnavailableException when there is none
     */
    JournalTransactionIntegration required() {
        return found.orElseThrow(() -> new RecoveryUnavailableException(
                "No integration with a transaction manager was found, so that branches that a crash leaves in doubt would"
                        + " never be decided"
                        + (refusals.isEmpty() ? "" : " (" + String.join("; ", refusals) + ")")
                        + ". Add one to the application: journal-narayana for Narayana and for WildFly, journal-liberty for"
                        + " Open Liberty; or implement JournalTransactionIntegration."));
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
                // The next one may be meant.
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
                    "The integration of the journal with a transaction manager cannot be loaded: "
                            + cannotBeLoaded.getMessage(),
                    cannotBeLoaded);
        }
    }
}
