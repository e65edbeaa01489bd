package io.ironjournal.health;

import io.ironjournal.JournalHealth;
import io.ironjournal.cdi.spi.ManagedJournals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * A readiness check. It reports DOWN when a journal is not {@linkplain JournalHealth#isReady() ready}. The data has the
 * {@linkplain JournalHealth#readiness() reason} for each journal, by its name. Opens no journal.
 *
 * @since 0.1.0
 */
@Readiness
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container sets the field
public class JournalReadiness implements HealthCheck {

    @Inject
    ManagedJournals journals;

    /**
     * Creates the check. The container calls this.
     *
     * @since 0.1.0
     */
    public JournalReadiness() {}

    @Override
    public HealthCheckResponse call() {
        return Responses.of(journals, JournalHealth::isReady, JournalHealth::readiness);
    }
}
