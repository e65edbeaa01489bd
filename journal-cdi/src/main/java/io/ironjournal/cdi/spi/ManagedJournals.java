package io.ironjournal.cdi.spi;

import io.ironjournal.Journal;
import java.util.Map;

/**
 * The journals of an application, as a bean for the integration of its platform. The container still closes them.
 *
 * @since 0.1.0
 */
public interface ManagedJournals {

    /**
     * Opens all journals, before the application starts and before the transaction manager's recovery starts. Without this call
     * they open at CDI's {@code Startup} event. {@code RecoveryFinished} is fired at that event in both cases, so that its
     * observers can use the whole application.
     *
     * @throws RuntimeException when a journal cannot be opened; no journal is open then
     * @since 0.1.0
     */
    void openEarly();

    /**
     * Returns the journals, which are opened if they are not open yet.
     *
     * @return the journals by their names; {@code default} is the default one's. They must not be closed
     * @since 0.1.0
     */
    Map<String, Journal> journals();
}
