package io.ironjournal.health;

import io.ironjournal.JournalHealth;
import io.ironjournal.cdi.spi.ManagedJournals;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** What the journals of an application say of themselves. */
final class Responses {

    private Responses() {}

    static HealthCheckResponse of(
            ManagedJournals journals, Predicate<JournalHealth> up, Function<JournalHealth, String> text) {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("Journals").up();
        journals.health().forEach((name, health) -> {
            response.withData(name, text.apply(health));
            if (!up.test(health)) {
                response.down();
            }
        });
        return response.build();
    }
}
