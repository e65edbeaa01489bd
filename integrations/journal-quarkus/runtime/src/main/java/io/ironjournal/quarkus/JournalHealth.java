package io.ironjournal.quarkus;

import io.ironjournal.Journal;
import io.ironjournal.cdi.spi.ManagedJournals;
import io.ironjournal.spi.transaction.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** What the journals of an application say of themselves. */
final class JournalHealth {

    private JournalHealth() {}

    /** Whether they accept writes. */
    static HealthCheckResponse failures(ManagedJournals journals) {
        return response(journals, JournalHealth::failure);
    }

    /** Whether they accept writes and nothing is lost. A restart does not mend a loss. */
    static HealthCheckResponse state(ManagedJournals journals) {
        return response(journals, journal -> failure(journal).or(() -> loss(journal)));
    }

    private static HealthCheckResponse response(ManagedJournals journals, Function<Journal, Optional<String>> problem) {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("Journals").up();
        journals.journals().forEach((name, journal) -> {
            Optional<String> found = problem.apply(journal);
            response.withData(name, found.orElseGet(() -> working(journal)));
            if (found.isPresent()) {
                response.down();
            }
        });
        return response.build();
    }

    /** A wrong clock is shown, but does not take the application out of service. */
    private static String working(Journal journal) {
        Duration behind = journal.stats().clockBehind();
        return behind.isZero()
                ? "UP"
                : "UP; the system clock is " + behind + " behind the times of entries: check the clock";
    }

    private static Optional<String> failure(Journal journal) {
        return journal.stats().failure().map(failure -> "failed, until the application starts again: " + failure);
    }

    private static Optional<String> loss(Journal journal) {
        List<String> losses = Transactions.of(journal).unacceptedLosses();
        return losses.isEmpty()
                ? Optional.empty()
                : Optional.of("a loss is not accepted by Transactions.acceptLoss(): " + String.join("; ", losses));
    }
}
