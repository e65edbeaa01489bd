package io.ironjournal.spring.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.snowdrop.boot.narayana.autoconfigure.NarayanaAutoConfiguration;
import io.ironjournal.EntryIterator;
import io.ironjournal.JournalReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

/** Application contexts with journals, on the line of Spring Boot that is on the class path. */
final class JournalContexts {

    /** Where Narayana keeps its log: a process has one. */
    private static final Path STORE =
            Path.of("target", "narayana-" + ProcessHandle.current().pid()).toAbsolutePath();

    private JournalContexts() {}

    /** Without a JTA transaction manager. */
    static ApplicationContextRunner plain() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        JournalTransactionManagerAutoConfiguration.class,
                        JournalTransactionManagementAutoConfiguration.class,
                        JournalAutoConfiguration.class,
                        JournalHealthAutoConfiguration.class));
    }

    /** With Narayana and its starter. */
    static ApplicationContextRunner jta() {
        return plain().withConfiguration(
                        AutoConfigurations.of(NarayanaAutoConfiguration.class, transactionAutoConfiguration()))
                .withPropertyValues(
                        "narayana.log-dir=" + STORE,
                        "narayana.node-identifier=spring-test",
                        "narayana.recovery-backoff-period=1",
                        "narayana.periodic-recovery-period=1");
    }

    private static Class<?> transactionAutoConfiguration() {
        return named(
                "org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration",
                "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration");
    }

    /** A class by its name in Spring Boot 3.5, or by that in 4.1. */
    static Class<?> named(String boot3, String boot4) {
        ClassLoader loader = JournalContexts.class.getClassLoader();
        return ClassUtils.resolveClassName(ClassUtils.isPresent(boot3, loader) ? boot3 : boot4, loader);
    }

    static List<String> read(JournalReader journal, String stream) {
        List<String> entries = new ArrayList<>();
        try (EntryIterator iterator = journal.iterate(stream, 0)) {
            iterator.forEachRemaining(entry -> entries.add(new String(entry.data(), UTF_8)));
        }
        return entries;
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
