package io.ironjournal.quarkus;

import io.ironjournal.cdi.spi.ManagedJournals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * A liveness check. It reports DOWN when a journal is not {@linkplain io.ironjournal.JournalHealth#isLive() live}: it has
 * failed, and only a restart of the application opens it again.
 *
 * @since 0.1.0
 */
@Liveness
@ApplicationScoped
public class JournalLiveness implements HealthCheck {

    private final ManagedJournals journals;

    /**
     * Creates the check. The container calls this.
     *
     * @param journals the journals of the application
     * @since 0.1.0
     */
    @Inject
    public JournalLiveness(ManagedJournals journals) {
        this.journals = journals;
    }

    @Override
    public HealthCheckResponse call() {
        return JournalHealthResponse.liveness(journals);
    }
}
