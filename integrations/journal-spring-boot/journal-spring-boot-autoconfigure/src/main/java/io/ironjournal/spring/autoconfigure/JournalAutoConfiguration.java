package io.ironjournal.spring.autoconfigure;

import io.ironjournal.JournalOptions;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Opens the journals that {@code journal.*} configures, makes beans of them and of their writers and cursors, and registers
 * them for recovery.
 */
@AutoConfiguration(after = JournalTransactionManagerAutoConfiguration.class)
@Import(JournalBeanRegistrar.class)
class JournalAutoConfiguration {

    JournalAutoConfiguration() {}

    @Bean
    static RecoveryOrder journalRecoveryOrder() {
        return new RecoveryOrder();
    }

    @Bean(name = RecoveryOrder.JOURNALS)
    @Lazy(false)
    ApplicationJournals applicationJournals(
            ConfiguredJournals configured,
            Environment environment,
            ListableBeanFactory beans,
            ApplicationEventPublisher publisher) {
        return new ApplicationJournals(
                configured,
                new EnvironmentValues(environment),
                journal -> OptionBeans.find(beans, journal).map(bean -> beans.getBean(bean, JournalOptions.class)),
                new TransactionsLookup(beans).find(),
                publisher);
    }

    @Bean
    JournalBeans journalBeans(ApplicationJournals journals) {
        return new JournalBeans(journals);
    }

    @Bean(name = RecoveryOrder.REGISTRATION)
    @Lazy(false)
    JournalRegistration journalRegistration(ApplicationJournals journals) {
        return new JournalRegistration(journals);
    }
}
