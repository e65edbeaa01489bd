package io.ironjournal.spring.autoconfigure;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Shows the health of all journals in Spring Boot 4: DOWN when one is not ready. */
final class JournalHealthIndicator extends AbstractHealthIndicator {

    private final ApplicationJournals journals;

    JournalHealthIndicator(ApplicationJournals journals) {
        super("The health of the journals is unknown");
        this.journals = journals;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        JournalsHealth health = JournalsHealth.of(journals);
        (health.up() ? builder.up() : builder.down()).withDetails(health.details());
    }
}
