package io.ironjournal.cdi;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.List;

/**
 * The journals that the application has besides the default one, as they were known when the container was built.
 *
 * @param declared the names, in the order of {@code journal.names}
 * @param defaultInjected whether the default journal is asked for anywhere
 * @param transactionalObserver an observer that waits for a phase of a transaction; empty when there is none
 */
record DeclaredJournals(List<String> declared, boolean defaultInjected, String transactionalObserver) {

    /** What a container has whose extension did not run. */
    static final DeclaredJournals NONE = new DeclaredJournals(List.of(), true, "");

    /** Fails when there are names: nobody has made their beans. */
    static DeclaredJournals withoutExtension(JournalConfiguration configuration) {
        List<String> declared = configuration.names();
        if (!declared.isEmpty()) {
            throw new DeploymentException(configuration.namesKey() + " declares " + String.join(", ", declared)
                    + ", but this container has not"
                    + " run the build-compatible extension " + JournalExtension.class.getName()
                    + ", which makes the beans of named journals. Add it where discovery is off. OpenWebBeans 4 runs no such"
                    + " extensions: remove the key there, and open these journals by Journal.open");
        }
        return NONE;
    }
}
