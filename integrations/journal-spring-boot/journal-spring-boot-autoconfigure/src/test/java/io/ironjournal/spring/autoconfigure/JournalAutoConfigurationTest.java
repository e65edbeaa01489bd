package io.ironjournal.spring.autoconfigure;

import static io.ironjournal.spring.autoconfigure.JournalContexts.bytes;
import static io.ironjournal.spring.autoconfigure.JournalContexts.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.jbossatx.jta.RecoveryManagerService;
import io.ironjournal.Cursor;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalReader;
import io.ironjournal.SyncMode;
import io.ironjournal.TxnWriter;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import io.ironjournal.spring.JournalName;
import io.ironjournal.spring.JournalStream;
import io.ironjournal.spring.RecoveryFinished;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.jta.JtaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Beans of journals in an application with Narayana. */
class JournalAutoConfigurationTest {

    @TempDir
    Path directory;

    private ApplicationContextRunner runner() {
        return JournalContexts.jta().withPropertyValues("journal.dir=" + directory.resolve("journal"));
    }

    /** Each execution of the tests is to have another line of Spring Boot on its class path. */
    @Test
    void springBoot_isOfTheLineUnderTest() {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("spring.boot.expected"));
    }

    @Test
    void transaction_commits_entriesAreReadable() {
        runner().withBean(OrderService.class).run(context -> {
            assertThat(context).hasSingleBean(JtaTransactionManager.class);
            context.getBean(OrderService.class).place("a", "b");
            assertThat(read(context.getBean(Journal.class), "orders")).containsExactly("a", "b");
        });
    }

    @Test
    void transaction_rollsBack_leavesNothing() {
        runner().withBean(OrderService.class).run(context -> {
            OrderService service = context.getBean(OrderService.class);
            assertThatThrownBy(() -> service.placeAndFail("a")).isInstanceOf(IllegalStateException.class);
            assertThat(read(context.getBean(Journal.class), "orders")).isEmpty();
        });
    }

    @Test
    void writer_withoutTransaction_isRefused() {
        runner().withBean(OrderService.class)
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(OrderService.class).placeWithoutTransaction("a"))
                        .isInstanceOf(IllegalTransactionStateException.class)
                        .hasMessageContaining("stream 'orders'")
                        .hasMessageContaining("@Transactional"));
    }

    @Test
    void cursor_transactionRollsBack_readsAgain() {
        runner().withBean(OrderService.class).run(context -> {
            OrderService service = context.getBean(OrderService.class);
            service.place("a", "b");
            assertThatThrownBy(() -> service.mailNext(true)).isInstanceOf(IllegalStateException.class);
            assertThat(service.mailNext(false)).contains("a");
            assertThat(service.mailNext(false)).contains("b");
            assertThat(service.mailNext(false)).isEmpty();
        });
    }

    @Test
    void context_closedAndStartedAgain_findsTheEntries() {
        runner().withBean(OrderService.class)
                .run(context -> context.getBean(OrderService.class).place("a"));
        runner().withBean(OrderService.class).run(context -> {
            context.getBean(OrderService.class).place("b");
            assertThat(read(context.getBean(Journal.class), "orders")).containsExactly("a", "b");
        });
    }

    @Test
    void journals_openBeforeRecoveryStarts_andAreRegisteredAfter() {
        runner().run(context -> {
            assertThat(dependencies(context, context.getBeanNamesForType(RecoveryManagerService.class)[0]))
                    .contains(RecoveryOrder.JOURNALS);
            assertThat(dependencies(context, RecoveryOrder.REGISTRATION))
                    .contains(context.getBeanNamesForType(RecoveryManagerService.class)[0]);
        });
    }

    private static List<String> dependencies(AssertableApplicationContext context, String bean) {
        return List.of(context.getBeanFactory().getDependenciesForBean(bean));
    }

    @Test
    void namedJournals_areInjectedByName() {
        runner().withPropertyValues(
                        "journal.names=audit-trail,ledger",
                        "journal.audit-trail.dir=" + directory.resolve("audit"),
                        "journal.audit-trail.sync-mode=batch-only",
                        "journal.ledger.dir=" + directory.resolve("ledger"),
                        "journal.ledger.shards=4")
                .withBean(NamedConsumer.class)
                .run(context -> {
                    NamedConsumer consumer = context.getBean(NamedConsumer.class);
                    context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                        consumer.trail.add(bytes("who"));
                        consumer.shards.add(bytes("key"), bytes("value"));
                    });
                    assertThat(read(consumer.audit, "trail")).containsExactly("who");
                    assertThat(consumer.audit).isSameAs(consumer.auditByQualifier);
                    assertThat(consumer.audit).isNotSameAs(consumer.main);
                    assertThat(consumer.ledger.shardCount()).isEqualTo(4);
                    assertThat(context).hasBean("auditTrailJournal").hasBean("ledgerShardedJournal");
                });
    }

    static final class NamedConsumer {

        final Journal main;
        final Journal audit;
        final JournalReader auditByQualifier;
        final TxnWriter trail;
        final ShardedJournal ledger;
        final ShardedTxnWriter shards;

        NamedConsumer(
                Journal main,
                @JournalName("audit-trail") Journal audit,
                @Qualifier("audit-trail") JournalReader auditByQualifier,
                @JournalName("audit-trail") @JournalStream("trail") TxnWriter trail,
                @JournalName("ledger") ShardedJournal ledger,
                ShardedTxnWriter shards) {
            this.main = main;
            this.audit = audit;
            this.auditByQualifier = auditByQualifier;
            this.trail = trail;
            this.ledger = ledger;
            this.shards = shards;
        }
    }

    @Test
    void onlyNamedJournals_thereIsNoDefaultJournal() {
        JournalContexts.jta()
                .withPropertyValues("journal.names[0]=audit", "journal.audit.dir=" + directory.resolve("audit"))
                .run(context -> {
                    assertThat(context).hasSingleBean(Journal.class);
                    assertThat(context).hasBean("auditJournal").doesNotHaveBean("journal");
                });
    }

    @Test
    void optionsBean_takesThePlaceOfKeys() {
        runner().withUserConfiguration(OptionsConfiguration.class)
                .withPropertyValues("journal.names=audit", "test.dir=" + directory)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(directory.resolve("by-bean")).isDirectory();
                    assertThat(directory.resolve("audit-by-bean")).isDirectory();
                    assertThat(directory.resolve("journal")).doesNotExist();
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class OptionsConfiguration {

        @Bean
        JournalOptions options(org.springframework.core.env.Environment environment) {
            return JournalOptions.builder(Path.of(environment.getRequiredProperty("test.dir"), "by-bean"))
                    .syncMode(SyncMode.BATCH_ONLY)
                    .build();
        }

        @Bean
        @JournalName("audit")
        JournalOptions auditOptions(org.springframework.core.env.Environment environment) {
            return JournalOptions.builder(Path.of(environment.getRequiredProperty("test.dir"), "audit-by-bean"))
                    .build();
        }
    }

    @Test
    void journalOfTheApplication_noOtherIsOpened() {
        Journal own = Journal.open(directory.resolve("own"));
        runner().withBean("own", Journal.class, () -> own).run(context -> {
            assertThat(context.getBean(Journal.class)).isSameAs(own);
            assertThat(context).doesNotHaveBean(TxnWriter.class).doesNotHaveBean(Cursor.class);
            assertThat(directory.resolve("journal")).doesNotExist();
        });
    }

    @Test
    void lazyInitialization_on_journalsOpenAndRegister() {
        runner().withInitializer(context -> context.addBeanFactoryPostProcessor(
                        new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(context.getBeanFactory().containsSingleton(RecoveryOrder.REGISTRATION))
                        .isTrue());
    }

    @Test
    void recoveryFinished_isPublishedForEachJournal() {
        runner().withPropertyValues("journal.names=audit", "journal.audit.dir=" + directory.resolve("audit"))
                .withBean(Listener.class)
                .run(context ->
                        assertThat(context.getBean(Listener.class).journals).containsExactly("default", "audit"));
    }

    static class Listener {

        private final List<String> journals = new ArrayList<>();

        @EventListener
        void opened(RecoveryFinished event) {
            journals.add(event.journal());
        }
    }

    @Test
    void transactionalJournal_isInjectedByItsOwnType() {
        runner().run(context -> assertThat(
                        context.getBean(TransactionalJournal.class).autonomous().append("events", bytes("x")))
                .isZero());
    }

    @Test
    void transactionManager_isTheApplicationsOnlyOne() {
        runner().run(context -> assertThat(context).hasSingleBean(PlatformTransactionManager.class));
    }
}
