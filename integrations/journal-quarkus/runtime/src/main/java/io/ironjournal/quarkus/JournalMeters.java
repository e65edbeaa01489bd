package io.ironjournal.quarkus;

import io.ironjournal.cdi.spi.ManagedJournals;
import io.ironjournal.micrometer.JournalMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * Binds the meters of all journals to the application's registry. Each meter has the name of its journal in the tag {@code
 * journal}; {@code default} is the default journal.
 *
 * @since 0.1.0
 */
@ApplicationScoped
public class JournalMeters {

    private final ManagedJournals journals;
    private final MeterRegistry registry;
    private final List<JournalMetrics> bound = new ArrayList<>();

    /**
     * Creates the bean. The container calls this.
     *
     * @param journals the journals of the application
     * @param registry the registry of Quarkus, which passes meters on to all others
     * @since 0.1.0
     */
    @Inject
    public JournalMeters(ManagedJournals journals, MeterRegistry registry) {
        this.journals = journals;
        this.registry = registry;
    }

    /**
     * Binds the meters. The journals are open by now.
     *
     * @param event the start of the application
     */
    void bind(@Observes StartupEvent event) {
        journals.journals().forEach((name, journal) -> {
            JournalMetrics metrics = JournalMetrics.of(journal, name);
            metrics.bindTo(registry);
            bound.add(metrics);
        });
    }

    /** The registry may outlive the journals: Quarkus keeps it in a live reload. */
    @PreDestroy
    void remove() {
        bound.forEach(JournalMetrics::close);
    }
}
