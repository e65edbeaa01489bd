package io.ironjournal.cdi.spi;

import io.ironjournal.Journal;
import io.ironjournal.JournalHealth;
import java.util.Map;

/**
 * Gives the integration of a platform access to the journals of an application. It is a bean. The container closes the
 * journals.
 *
 * @since 0.1.0
 */
public interface ManagedJournals {

    /**
     * Opens all journals before the application and the recovery of the transaction manager start. Without this call
     * they open at CDI's {@code Startup} event. In both cases {@code RecoveryFinished} is fired at that event, when the
     * application can be used. Can be called again without effect.
     *
     * @throws RuntimeException when a journal cannot be opened; then no journal is open
     * @since 0.1.0
     */
    void openEarly();

    /**
     * Returns the journals. Opens each at its first use if it is not open yet.
     *
     * @return the journals by name; {@code default} is the name of the default journal. Do not close them
     * @since 0.1.0
     */
    Map<String, Journal> journals();

    /**
     * Returns the health of the journals. Opens none, and does not wait for a recovery that is running.
     *
     * @return the health by name; {@link JournalHealth#notOpen()} for a journal that is not open
     * @since 0.1.0
     */
    Map<String, JournalHealth> health();
}
