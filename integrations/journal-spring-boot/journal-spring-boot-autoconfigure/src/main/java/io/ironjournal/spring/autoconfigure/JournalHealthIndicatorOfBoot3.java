package io.ironjournal.spring.autoconfigure;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/** Shows the health of all journals in Spring Boot 3.5: DOWN when one is not ready. */
final class JournalHealthIndicatorOfBoot3 extends AbstractHealthIndicator {

    private final ApplicationJournals journals;

    JournalHealthIndicatorOfBoot3(ApplicationJournals journals) {
        super("The health of the journals is unknown");
        this.journals = journals;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        JournalsHealth health = JournalsHealth.of(journals);
        (health.up() ? builder.up() : builder.down()).withDetails(health.details());
    }
}
