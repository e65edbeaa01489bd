package io.ironjournal.spring.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.transaction.annotation.AbstractTransactionManagementConfiguration;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/**
 * Makes {@code @Transactional} work where nothing else does: in Spring Boot 4 that is part of a module that a journal alone does
 * not need.
 */
@AutoConfiguration(
        after = JournalTransactionManagerAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        })
@ConditionalOnMissingBean(AbstractTransactionManagementConfiguration.class)
@EnableTransactionManagement(proxyTargetClass = true)
class JournalTransactionManagementAutoConfiguration {

    JournalTransactionManagementAutoConfiguration() {}
}
