package io.ironjournal.cdi;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.List;

/**
 * What the extension found when the container was built.
 *
 * @param declared the names of the journals besides the default one, in the order of {@code journal.names}
 * @param defaultInjected whether the default journal is injected anywhere
 * @param transactionalObserver the place of an observer that waits for a phase of a transaction; empty when there is none
 */
record DeclaredJournals(List<String> declared, boolean defaultInjected, String transactionalObserver) {

    /** The value for a container that has not run the extension. */
    static final DeclaredJournals NONE = new DeclaredJournals(List.of(), true, "");

    /** Returns {@link #NONE}. Throws an exception when names are declared, because their beans do not exist. */
    static DeclaredJournals withoutExtension(JournalConfiguration configuration) {
        List<String> declared = configuration.names();
        if (!declared.isEmpty()) {
            throw new DeploymentException(configuration.namesKey() + " declares " + String.join(", ", declared)
                    + ", but this container has not"
                    + " run the build-compatible extension " + JournalExtension.class.getName()
                    + ", which makes the beans of named journals. If discovery is off, add the extension. OpenWebBeans 4 does not run such"
                    + " extensions: there, remove the key and open these journals by Journal.open");
        }
        return NONE;
    }
}
