package io.ironjournal.health;

import io.ironjournal.JournalHealth;
import io.ironjournal.cdi.spi.ManagedJournals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * A liveness check. It reports DOWN when a journal is not {@linkplain JournalHealth#isLive() live}: it has failed, and
 * only a restart of the application opens it again. The data has the {@linkplain JournalHealth#liveness() reason} for each journal, by its name. Opens no
 * journal.
 *
 * @since 0.1.0
 */
@Liveness
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // the container sets the field
public class JournalLiveness implements HealthCheck {

    @Inject
    ManagedJournals journals;

    /**
     * Creates the check. The container calls this.
     *
     * @since 0.1.0
     */
    public JournalLiveness() {}

    @Override
    public HealthCheckResponse call() {
        return Responses.of(journals, JournalHealth::isLive, JournalHealth::liveness);
    }
}
