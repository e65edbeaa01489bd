package io.ironjournal.spring.autoconfigure;

import io.ironjournal.jta.JournalTransactionIntegration;
import io.ironjournal.spring.transaction.JournalTransactionManager;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.jta.JtaTransactionManager;

/**
 * Defines a transaction manager for transactions with one journal and nothing else, where there is no JTA transaction manager.
 * It is the application's transaction manager if there is no other; else it is found by its name only.
 */
@AutoConfiguration(
        afterName = {
            "dev.snowdrop.boot.narayana.autoconfigure.NarayanaAutoConfiguration",
            // Spring Boot 3.5
            "org.springframework.boot.autoconfigure.transaction.jta.JtaAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration",
            "org.springframework.boot.autoconfigure.neo4j.Neo4jAutoConfiguration",
            // Spring Boot 4
            "org.springframework.boot.transaction.jta.autoconfigure.JtaAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            "org.springframework.boot.neo4j.autoconfigure.Neo4jAutoConfiguration"
        },
        beforeName = {
            "org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        })
@ConditionalOnMissingBean({
    jakarta.transaction.TransactionManager.class,
    JtaTransactionManager.class,
    JournalTransactionIntegration.class,
    JournalTransactionManager.class
})
class JournalTransactionManagerAutoConfiguration {

    JournalTransactionManagerAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(TransactionManager.class)
    static class OnlyTransactionManager {

        OnlyTransactionManager() {}

        @Bean
        JournalTransactionManager journalTransactionManager() {
            return new JournalTransactionManager();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(TransactionManager.class)
    @ConditionalOnMissingBean(JournalTransactionManager.class)
    static class AdditionalTransactionManager {

        AdditionalTransactionManager() {}

        @Bean(defaultCandidate = false)
        JournalTransactionManager journalTransactionManager() {
            return new JournalTransactionManager();
        }
    }
}
