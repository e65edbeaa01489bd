package io.ironjournal.spring.autoconfigure;

import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Adds the journals to the application's health. Spring Boot 4 has the classes for that in other packages than 3.5, so each
 * line has an indicator of its own.
 */
@AutoConfiguration(after = JournalAutoConfiguration.class)
@ConditionalOnBean(ApplicationJournals.class)
class JournalHealthAutoConfiguration {

    JournalHealthAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = {
                "org.springframework.boot.actuate.health.HealthIndicator",
                "org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator"
            })
    @ConditionalOnEnabledHealthIndicator("journal")
    static class OfBoot3 {

        OfBoot3() {}

        @Bean
        @ConditionalOnMissingBean(name = "journalHealthIndicator")
        JournalHealthIndicatorOfBoot3 journalHealthIndicator(ApplicationJournals journals) {
            return new JournalHealthIndicatorOfBoot3(journals);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = {
                "org.springframework.boot.health.contributor.HealthIndicator",
                "org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator"
            })
    @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator("journal")
    static class OfBoot4 {

        OfBoot4() {}

        @Bean
        @ConditionalOnMissingBean(name = "journalHealthIndicator")
        JournalHealthIndicator journalHealthIndicator(ApplicationJournals journals) {
            return new JournalHealthIndicator(journals);
        }
    }
}
