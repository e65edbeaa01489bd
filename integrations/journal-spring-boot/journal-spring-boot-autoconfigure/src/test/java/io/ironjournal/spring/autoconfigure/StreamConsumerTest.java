package io.ironjournal.spring.autoconfigure;

import static io.ironjournal.spring.autoconfigure.JournalContexts.bytes;
import static io.ironjournal.spring.autoconfigure.JournalContexts.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.consumer.DeadLetter;
import io.ironjournal.consumer.StreamConsumer;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.spring.JournalName;
import io.ironjournal.spring.JournalStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Consumers of streams as beans of an application, with Narayana and without it. */
@Timeout(120)
class StreamConsumerTest {

    @TempDir
    Path directory;

    private ApplicationContextRunner withJta() {
        return configured(JournalContexts.jta());
    }

    private ApplicationContextRunner withoutJta() {
        return configured(JournalContexts.plain());
    }

    private ApplicationContextRunner configured(ApplicationContextRunner runner) {
        return runner.withPropertyValues("journal.dir=" + directory.resolve("journal"))
                .withUserConfiguration(Consumers.class);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    private static String text(Entry entry) {
        return new String(entry.data(), UTF_8);
    }

    @Test
    void consumer_inJtaTransactions_callsTheHandlerForEachEntry_alsoAfterARestart() {
        consumesOnce(withJta());
    }

    @Test
    void consumer_inTransactionsOfTheJournalAlone_callsTheHandlerForEachEntry_alsoAfterARestart() {
        consumesOnce(withoutJta());
    }

    private static void consumesOnce(ApplicationContextRunner runner) {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            Journal journal = context.getBean(Journal.class);
            for (String order : List.of("a", "poison", "b")) {
                journal.append("orders", bytes(order));
            }
            await(() -> journal.cursor("mailer", "orders").position() == 3);
            assertThat(read(journal, "mails")).containsExactly("mail of a", "mail of b");
            try (EntryIterator letters = journal.iterate("dead", 0)) {
                assertThat(DeadLetter.of(letters.next()).reason())
                        .isEqualTo("java.lang.IllegalArgumentException: refused");
            }
            await(() -> context.getBean(Mailer.class).outcomes().size() == 4);
            assertThat(context.getBean(Mailer.class).outcomes())
                    .containsExactly("committed", "rolled back", "rolled back", "committed");
            assertThat(context.getBean(StreamConsumer.class).stats().consumed()).isEqualTo(2);
        });
        runner.run(context -> {
            Journal journal = context.getBean(Journal.class);
            journal.append("orders", bytes("c"));
            await(() -> journal.cursor("mailer", "orders").position() == 4);
            assertThat(read(journal, "mails")).containsExactly("mail of a", "mail of b", "mail of c");
        });
    }

    @Test
    void consumer_startsAfterTheRegistrationOfItsJournal_andStopsBefore() {
        withJta().run(context -> {
            ConfigurableListableBeanFactory beans = context.getBeanFactory();
            assertThat(beans.getDependenciesForBean("mailing")).contains(RecoveryOrder.REGISTRATION);
        });
    }

    @Test
    void consumer_contextCloses_ends() {
        StreamConsumer[] consumer = new StreamConsumer[1];
        withoutJta().run(context -> consumer[0] = context.getBean(StreamConsumer.class));
        // A consumer that was still running would have failed with its journal.
        assertThat(consumer[0].failure()).isEmpty();
        assertThat(consumer[0].close(Duration.ZERO)).isTrue();
    }

    @Test
    void consumerOfShards_inTransactionsOfTheJournalAlone_consumesAllOfThem() {
        JournalContexts.plain()
                .withPropertyValues("journal.dir=" + directory.resolve("sharded"), "journal.shards=3")
                .withUserConfiguration(ConsumersOfShards.class)
                .run(context -> {
                    TransactionalShardedJournal ledger = context.getBean(TransactionalShardedJournal.class);
                    for (int i = 0; i < 20; i++) {
                        ledger.append(bytes("key" + i), bytes("value" + i));
                    }
                    Set<?> values = context.getBean("values", Set.class);
                    await(() -> values.size() == 20);
                });
    }

    @Test
    void readme_showsTheConsumerOfThisTest() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        int start = readme.indexOf("```java\n@Bean\nStreamConsumer ");
        String example = readme.substring(start + "```java\n".length(), readme.indexOf("```\n", start + 1));
        String source = Files.readString(
                Path.of("src/test/java", StreamConsumerTest.class.getName().replace('.', '/') + ".java"));
        assertThat(source.replaceAll("\\s+", " ")).contains(example.replaceAll("\\s+", " "));
    }

    @Configuration(proxyBeanMethods = false)
    static class Consumers {

        @Bean
        Mailer mailer(@JournalName("default") @JournalStream("mails") TxnWriter mails) {
            return new Mailer(mails);
        }

        @Bean
        StreamConsumer mailing(TransactionalJournal journal, Mailer mailer) {
            return StreamConsumer.of(journal, "mailer").stream("orders")
                    .deadLetters("dead", 2)
                    .start((stream, order) -> mailer.mail(order));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ConsumersOfShards {

        @Bean
        Set<String> values() {
            return new ConcurrentSkipListSet<>();
        }

        @Bean
        StreamConsumer balances(TransactionalShardedJournal ledger, Set<String> values) {
            return StreamConsumer.of(ledger, "balances").batch(10).start((stream, entry) -> values.add(text(entry)));
        }
    }

    static class Mailer {

        private final List<String> outcomes = new CopyOnWriteArrayList<>();

        private final TxnWriter mails;

        Mailer(TxnWriter mails) {
            this.mails = mails;
        }

        /** A method, because Spring's proxy of this class has no fields. */
        public List<String> outcomes() {
            return outcomes;
        }

        /** Joins the transaction of the consumer. */
        @Transactional
        public void mail(Entry entry) {
            String order = text(entry);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    outcomes.add(status == STATUS_COMMITTED ? "committed" : "rolled back");
                }
            });
            mails.add(bytes("mail of " + order));
            if (order.equals("poison")) {
                throw new IllegalArgumentException("refused");
            }
        }
    }
}
