package io.ironjournal.quarkus;

import io.ironjournal.cdi.spi.ManagedJournals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * A readiness check. It reports DOWN when a journal is not {@linkplain io.ironjournal.JournalHealth#isReady() ready}.
 *
 * @since 0.1.0
 */
@Readiness
@ApplicationScoped
public class JournalReadiness implements HealthCheck {

    private final ManagedJournals journals;

    /**
     * Creates the check. The container calls this.
     *
     * @param journals the journals of the application
     * @since 0.1.0
     */
    @Inject
    public JournalReadiness(ManagedJournals journals) {
        this.journals = journals;
    }

    @Override
    public HealthCheckResponse call() {
        return JournalHealthResponse.readiness(journals);
    }
}
