package io.ironjournal.spring.autoconfigure;

import io.ironjournal.micrometer.JournalMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Offers the figures of the journals to the application's meter registries, if {@code journal-micrometer} is there. */
@AutoConfiguration(after = JournalAutoConfiguration.class)
@ConditionalOnClass({JournalMetrics.class, MeterBinder.class})
@ConditionalOnBean(ApplicationJournals.class)
class JournalMetricsAutoConfiguration {

    JournalMetricsAutoConfiguration() {}

    /** Spring Boot binds it to each registry. Meters are tagged with the name of their journal. */
    @Bean
    @ConditionalOnMissingBean(name = "journalMetrics")
    MeterBinder journalMetrics(ApplicationJournals journals) {
        return registry -> journals.all()
                .forEach(journal ->
                        JournalMetrics.of(journal.journal(), journal.name()).bindTo(registry));
    }
}
