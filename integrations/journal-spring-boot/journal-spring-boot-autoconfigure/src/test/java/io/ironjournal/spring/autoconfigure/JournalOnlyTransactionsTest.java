package io.ironjournal.spring.autoconfigure;

import static io.ironjournal.spring.autoconfigure.JournalContexts.bytes;
import static io.ironjournal.spring.autoconfigure.JournalContexts.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironjournal.IdRange;
import io.ironjournal.IntegrationException;
import io.ironjournal.Journal;
import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.TxnWriter;
import io.ironjournal.spring.JournalName;
import io.ironjournal.spring.JournalStream;
import io.ironjournal.spring.transaction.JournalTransactionManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.InvalidIsolationLevelException;
import org.springframework.transaction.NestedTransactionNotSupportedException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions of one journal, in an application without a JTA transaction manager. */
class JournalOnlyTransactionsTest {

    @TempDir
    Path directory;

    private ApplicationContextRunner runner() {
        return JournalContexts.plain()
                .withBean(OrderService.class)
                .withPropertyValues("journal.dir=" + directory.resolve("journal"));
    }

    private static TransactionTemplate template(ApplicationContext context) {
        return new TransactionTemplate(context.getBean(JournalTransactionManager.class));
    }

    private static TxnWriter writer(ApplicationContext context) {
        return context.getBean(Journal.class).writer("orders");
    }

    @Test
    void transaction_commits_byOneForce() {
        runner().run(context -> {
            Journal journal = context.getBean(Journal.class);
            long before = journal.stats().forces();
            context.getBean(OrderService.class).place("a", "b");
            assertThat(journal.stats().forces() - before).isEqualTo(1);
            assertThat(read(journal, "orders")).containsExactly("a", "b");
        });
    }

    @Test
    void transaction_rollsBack_leavesNothing() {
        runner().run(context -> {
            OrderService service = context.getBean(OrderService.class);
            assertThatThrownBy(() -> service.placeAndFail("a")).isInstanceOf(IllegalStateException.class);
            assertThat(read(context.getBean(Journal.class), "orders")).isEmpty();
        });
    }

    @Test
    void cursor_movesWithTheTransaction() {
        runner().run(context -> {
            OrderService service = context.getBean(OrderService.class);
            service.place("a", "b");
            assertThatThrownBy(() -> service.mailNext(true)).isInstanceOf(IllegalStateException.class);
            assertThat(service.mailNext(false)).contains("a");
            assertThat(service.mailNext(false)).contains("b");
        });
    }

    @Test
    void requiresNew_commitsThoughTheOuterRollsBack() {
        runner().run(context -> {
            template(context).executeWithoutResult(status -> {
                writer(context).add(bytes("outer"));
                context.getBean(OrderService.class).placeInOwn("inner");
                writer(context).add(bytes("outer again"));
                status.setRollbackOnly();
            });
            assertThat(read(context.getBean(Journal.class), "orders")).containsExactly("inner");
        });
    }

    @Test
    void committed_completesWithIdsAfterTheCommit() {
        runner().run(context -> {
            CompletableFuture<IdRange> committed = template(context)
                    .execute(status ->
                            writer(context).add(bytes("a")).committed().toCompletableFuture());
            assertThat(committed.get(10, TimeUnit.SECONDS)).isEqualTo(new IdRange(0, 1));
        });
    }

    @Test
    void refusedEntry_marksTheTransactionRollbackOnly() {
        runner().withPropertyValues("journal.max-transaction-size=4KiB", "journal.max-entry-size=4KiB")
                .run(context -> {
                    assertThatThrownBy(() -> template(context).executeWithoutResult(status -> {
                                writer(context).add(new byte[3000]);
                                assertThatThrownBy(() -> writer(context).add(new byte[3000]))
                                        .isInstanceOf(TransactionTooLargeException.class);
                            }))
                            .isInstanceOf(UnexpectedRollbackException.class);
                    assertThat(read(context.getBean(Journal.class), "orders")).isEmpty();
                });
    }

    @Test
    void timeout_passed_rollsBack() {
        runner().run(context -> {
            TransactionTemplate template = template(context);
            template.setTimeout(1);
            assertThatThrownBy(() -> template.executeWithoutResult(status -> {
                        writer(context).add(bytes("a"));
                        sleep(1_100);
                    }))
                    .isInstanceOf(UnexpectedRollbackException.class);
            assertThat(read(context.getBean(Journal.class), "orders")).isEmpty();
        });
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void secondJournal_inOneTransaction_isRefused() {
        runner().withPropertyValues("journal.names=audit", "journal.audit.dir=" + directory.resolve("audit"))
                .run(context -> {
                    Journal audit = context.getBean("auditJournal", Journal.class);
                    assertThatThrownBy(() -> template(context).executeWithoutResult(status -> {
                                writer(context).add(bytes("a"));
                                audit.writer("trail").add(bytes("b"));
                            }))
                            .isInstanceOf(IntegrationException.class)
                            .hasMessageContaining("add a JTA transaction manager");
                    assertThat(read(context.getBean(Journal.class), "orders")).isEmpty();
                    assertThat(read(audit, "trail")).isEmpty();
                });
    }

    @Test
    void isolationLevel_andNesting_areRefused() {
        runner().run(context -> {
            TransactionTemplate serializable = template(context);
            serializable.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
            assertThatThrownBy(() -> serializable.executeWithoutResult(status -> {}))
                    .isInstanceOf(InvalidIsolationLevelException.class);
            TransactionTemplate nested = template(context);
            nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
            assertThatThrownBy(() ->
                            template(context).executeWithoutResult(status -> nested.executeWithoutResult(inner -> {})))
                    .isInstanceOf(NestedTransactionNotSupportedException.class);
        });
    }

    @Test
    void synchronization_afterCommit_findsTheEntries() {
        runner().run(context -> {
            List<String> seen = new ArrayList<>();
            template(context).executeWithoutResult(status -> {
                writer(context).add(bytes("a"));
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        seen.addAll(read(context.getBean(Journal.class), "orders"));
                    }
                });
            });
            assertThat(seen).containsExactly("a");
        });
    }

    @Test
    void transaction_journalClosesMeanwhile_rollsBack() {
        runner().run(context -> {
            Journal journal = context.getBean(Journal.class);
            assertThatThrownBy(() -> template(context).executeWithoutResult(status -> {
                        writer(context).add(bytes("a"));
                        journal.close();
                    }))
                    .isInstanceOf(UnexpectedRollbackException.class);
        });
    }

    @Test
    void otherTransactionManager_staysTheApplications_andTheJournalsIsFoundByName() {
        Class<?> ofDatabases = JournalContexts.named(
                "org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration",
                "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration");
        runner().withConfiguration(AutoConfigurations.of(ofDatabases))
                .withUserConfiguration(DatabaseConfiguration.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(PlatformTransactionManager.class))
                            .isNotInstanceOf(JournalTransactionManager.class);
                    context.getBean(ByName.class).place("a");
                    assertThat(read(context.getBean(Journal.class), "orders")).containsExactly("a");
                    assertThatThrownBy(() -> context.getBean(OrderService.class).place("b"))
                            .hasMessageContaining("No transaction");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class DatabaseConfiguration {

        @Bean
        DriverManagerDataSource dataSource() {
            return new DriverManagerDataSource("jdbc:derby:memory:spring;create=true");
        }

        @Bean
        ByName byName(@JournalName("default") @JournalStream("orders") TxnWriter orders) {
            return new ByName(orders);
        }
    }

    static class ByName {

        private final TxnWriter orders;

        ByName(TxnWriter orders) {
            this.orders = orders;
        }

        @Transactional("journalTransactionManager")
        public void place(String name) {
            orders.add(bytes(name));
        }
    }
}
