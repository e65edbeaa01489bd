package io.ironjournal.cdi;

import io.ironjournal.Journal;
import io.ironjournal.narayana.Narayana;
import jakarta.transaction.TransactionManager;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** Weld SE with the beans of this module, which it discovers as in an application, and with the beans of a test. */
final class TestContainer implements AutoCloseable {

    /** Starts before the container. */
    private static final Narayana NARAYANA = TestTransactions.narayana();

    private final WeldContainer container;

    private TestContainer(WeldContainer container) {
        this.container = container;
    }

    static TestContainer start(Path journal, Class<?>... beans) {
        return start(Map.of("journal.dir", journal.toString()), beans);
    }

    /** Starts a container that is configured by system properties. */
    static TestContainer start(Map<String, String> configuration, Class<?>... beans) {
        configuration.forEach(System::setProperty);
        try {
            return start(new Weld(), beans);
        } finally {
            configuration.keySet().forEach(System::clearProperty);
        }
    }

    static TestContainer start(Weld weld, Class<?>... beans) {
        return new TestContainer(
                weld.addBeanClass(Anchor.class).addBeanClasses(beans).initialize());
    }

    /** Makes Weld SE start, which needs at least one bean of the application. */
    static final class Anchor {}

    static Narayana narayana() {
        return NARAYANA;
    }

    static TransactionManager transactions() {
        return NARAYANA.transactionManager();
    }

    /** Runs work in a transaction and commits it. */
    static <T> T inTransaction(Callable<T> work) throws Exception {
        transactions().begin();
        T result;
        try {
            result = work.call();
        } catch (Exception e) {
            transactions().rollback();
            throw e;
        }
        transactions().commit();
        return result;
    }

    <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    WeldContainer weld() {
        return container;
    }

    Journal journal() {
        return bean(Journal.class);
    }

    List<String> entries(String stream) {
        return entries(journal(), stream);
    }

    static List<String> entries(Journal journal, String stream) {
        List<String> entries = new ArrayList<>();
        try (var iterator = journal.iterate(stream, journal.firstId(stream))) {
            iterator.forEachRemaining(entry -> entries.add(new String(entry.data(), StandardCharsets.UTF_8)));
        }
        return entries;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        container.close();
    }
}
