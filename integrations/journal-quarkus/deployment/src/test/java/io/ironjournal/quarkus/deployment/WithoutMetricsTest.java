package io.ironjournal.quarkus.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.Journal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application that does not want the meters of its journals. */
class WithoutMetricsTest {

    private static final TestDirectory DIRECTORY = new TestDirectory("without-metrics");

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(TestDirectory.class))
            .overrideConfigKey("quarkus.http.test-port", "0")
            .overrideConfigKey("quarkus.journal.dir", DIRECTORY.of("main"))
            .overrideConfigKey("quarkus.journal.metrics.enabled", "false")
            .overrideConfigKey("quarkus.transaction-manager.object-store.directory", DIRECTORY.of("transactions"))
            .setLogRecordPredicate(line -> line.getLoggerName().startsWith("io.ironjournal")
                    && line.getLevel().intValue() >= Level.WARNING.intValue())
            .assertLogRecords(lines -> assertEquals(
                    List.of(), lines.stream().map(LogRecord::getMessage).toList(), "the key is known"));

    @Inject
    Journal journal;

    @Inject
    MeterRegistry registry;

    @Test
    void journalsHaveNoMeters() {
        journal.append("orders", new byte[1]);
        assertEquals(
                List.of(),
                registry.getMeters().stream()
                        .map(meter -> meter.getId().getName())
                        .filter(name -> name.startsWith("ironjournal"))
                        .toList());
    }
}
