package io.ironjournal.quarkus.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.Journal;
import io.ironjournal.cdi.JournalName;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The meters of an application with two journals. */
class MetricsTest {

    private static final TestDirectory DIRECTORY = new TestDirectory("metrics");

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(TestDirectory.class, Registries.class))
            .overrideConfigKey("quarkus.http.test-port", "0")
            .overrideConfigKey("quarkus.journal.names", "audit")
            .overrideConfigKey("quarkus.journal.dir", DIRECTORY.of("main"))
            .overrideConfigKey("quarkus.journal.\"audit\".dir", DIRECTORY.of("audit"))
            .overrideConfigKey("quarkus.transaction-manager.object-store.directory", DIRECTORY.of("transactions"));

    @Inject
    Journal main;

    @Inject
    @JournalName("audit")
    Journal audit;

    @Inject
    MeterRegistry registry;

    @Test
    void eachJournal_hasMetersWithItsName() {
        main.append("orders", "one".getBytes(StandardCharsets.UTF_8));
        audit.append("logins", "one".getBytes(StandardCharsets.UTF_8));
        audit.append("logins", "two".getBytes(StandardCharsets.UTF_8));
        assertEquals(1, entries("default"));
        assertEquals(2, entries("audit"));
        List<String> names = registry.find("ironjournal.failed").gauges().stream()
                .map(gauge -> gauge.getId().getTag("journal"))
                .sorted()
                .toList();
        assertEquals(List.of("audit", "default"), names);
    }

    private double entries(String journal) {
        return registry.get("ironjournal.entries")
                .tag("journal", journal)
                .functionCounter()
                .count();
    }

    /** Quarkus brings no registry that keeps numbers. */
    static class Registries {

        @Produces
        @Singleton
        SimpleMeterRegistry simple() {
            return new SimpleMeterRegistry();
        }
    }
}
