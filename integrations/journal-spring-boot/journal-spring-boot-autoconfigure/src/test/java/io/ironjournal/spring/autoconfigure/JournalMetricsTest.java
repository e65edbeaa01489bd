package io.ironjournal.spring.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironjournal.Journal;
import io.ironjournal.micrometer.JournalMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The meters that Spring Boot binds to its registries. */
class JournalMetricsTest {

    @TempDir
    Path directory;

    private ApplicationContextRunner runner() {
        return JournalContexts.plain()
                .withConfiguration(AutoConfigurations.of(JournalMetricsAutoConfiguration.class))
                .withPropertyValues(
                        "journal.dir=" + directory.resolve("journal"),
                        "journal.names=audit",
                        "journal.audit.dir=" + directory.resolve("audit"));
    }

    @Test
    void eachJournal_hasMetersWithItsName() {
        runner().run(context -> {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            context.getBean("journalMetrics", MeterBinder.class).bindTo(registry);
            context.getBean(Journal.class).append("orders", "one".getBytes(UTF_8));
            assertThat(registry.find("ironjournal.entries").functionCounters())
                    .extracting(counter -> counter.getId().getTag("journal"))
                    .containsExactlyInAnyOrder("default", "audit");
            assertThat(registry.get("ironjournal.entries")
                            .tag("journal", "default")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
        });
    }

    @Test
    void applicationWithoutTheModule_hasNoMeters() {
        runner().withClassLoader(new FilteredClassLoader(JournalMetrics.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("journalMetrics"));
    }
}
