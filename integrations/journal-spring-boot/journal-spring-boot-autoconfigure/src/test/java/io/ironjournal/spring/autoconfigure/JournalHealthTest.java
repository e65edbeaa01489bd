package io.ironjournal.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironjournal.Entry;
import io.ironjournal.Headers;
import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.jta.InDoubtBranches;
import io.ironjournal.jta.JournalXAConnection;
import io.ironjournal.jta.JournalXADataSource;
import io.ironjournal.spring.JournalFailed;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.util.ReflectionUtils;

/** The health of journals. Its classes differ between the lines of Spring Boot, so that they are called by reflection. */
class JournalHealthTest {

    private static final String LOST = "an entry of a branch whose record is lost";

    @TempDir
    Path directory;

    private ApplicationContextRunner runner() {
        return JournalContexts.plain().withPropertyValues("journal.dir=" + directory.resolve("journal"));
    }

    private static Object health(ApplicationContext context) {
        return call(context.getBean("journalHealthIndicator"), "health");
    }

    private static Object call(Object target, String name) {
        Method method = ReflectionUtils.findMethod(target.getClass(), name);
        ReflectionUtils.makeAccessible(method);
        return ReflectionUtils.invokeMethod(method, target);
    }

    private static String status(ApplicationContext context) {
        return call(health(context), "getStatus").toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> details(ApplicationContext context, String journal) {
        return (Map<String, Object>) ((Map<String, Object>) call(health(context), "getDetails")).get(journal);
    }

    @Test
    void healthOfWorkingJournals_isUp() {
        runner().withPropertyValues("journal.names=audit", "journal.audit.dir=" + directory.resolve("audit"))
                .run(context -> {
                    assertThat(status(context)).isEqualTo("UP");
                    assertThat(details(context, "default"))
                            .containsEntry("inDoubt", 0)
                            .containsEntry(
                                    "directory", directory.resolve("journal").toString());
                    assertThat(details(context, "audit")).containsOnlyKeys("directory", "inDoubt");
                });
    }

    @Test
    void health_unacceptedLoss_isDownUntilAccepted() throws Exception {
        try (Journal journal = Journal.open(directory.resolve("journal"))) {
            prepare(journal);
        }
        damageLog();
        runner().withPropertyValues("journal.corruption-policy=truncate").run(context -> {
            assertThat(status(context)).isEqualTo("DOWN");
            assertThat(details(context, "default")).containsKey("losses").doesNotContainKey("failure");
            new InDoubtBranches(context.getBean(Journal.class)).acceptLoss();
            assertThat(status(context)).isEqualTo("UP");
        });
    }

    @Test
    void clockBehindTheTimesOfEntries_isShown_andTheHealthStaysUp() {
        long tomorrow = Instant.now().plus(Duration.ofDays(1)).getEpochSecond() * 1_000_000;
        Entry entry = Entry.of(0, tomorrow, Headers.none(), new byte[1]);
        runner().run(context -> {
            context.getBean(Journal.class)
                    .importEntries("future", List.of(entry).iterator());
            assertThat(status(context)).isEqualTo("UP");
            assertThat(details(context, "default").get("clockBehind").toString())
                    .startsWith("PT23H59M");
        });
    }

    private static void prepare(Journal journal) throws Exception {
        JournalXAConnection connection = new JournalXADataSource(journal).getXAConnection();
        XAResource resource = connection.getXAResource();
        Xid xid = new LostXid();
        resource.start(xid, XAResource.TMNOFLAGS);
        connection.getConnection().writer("orders").add(LOST.getBytes(StandardCharsets.ISO_8859_1));
        resource.end(xid, XAResource.TMSUCCESS);
        resource.prepare(xid);
    }

    private record LostXid() implements Xid {

        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[] {1};
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }

    private void damageLog() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("journal").resolve("log"))) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                for (int at = text.indexOf(LOST); at >= 0; at = text.indexOf(LOST, at + 1)) {
                    bytes[at] ^= 1;
                }
                Files.write(file, bytes);
            }
        }
    }

    @Test
    void journalFails_healthIsDown_andTheEventIsPublished() {
        runner().withBean(Listener.class).run(context -> {
            Files.delete(directory.resolve("journal").resolve("LOCK"));
            Journal journal = context.getBean(Journal.class);
            assertThatThrownBy(() -> appendForAWhile(journal)).isInstanceOf(JournalFailedException.class);
            assertThat(status(context)).isEqualTo("DOWN");
            assertThat(details(context, "default")).containsKey("failure");
            JournalFailed event = context.getBean(Listener.class).failed.get(10, TimeUnit.SECONDS);
            assertThat(event.journal()).isEqualTo("default");
        });
    }

    private static void appendForAWhile(Journal journal) throws InterruptedException {
        for (int attempt = 0; attempt < 600; attempt++) {
            journal.append("orders", new byte[] {1});
            Thread.sleep(50);
        }
    }

    static class Listener {

        private final CompletableFuture<JournalFailed> failed = new CompletableFuture<>();

        @EventListener
        void failed(JournalFailed event) {
            failed.complete(event);
        }
    }

    @Test
    void health_disabled_thereIsNoIndicator() {
        runner().withPropertyValues("management.health.journal.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("journalHealthIndicator"));
    }
}
