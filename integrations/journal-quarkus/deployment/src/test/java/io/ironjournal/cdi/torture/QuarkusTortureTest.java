package io.ironjournal.cdi.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.cdi.torture.Annotations.Label;
import io.ironjournal.cdi.torture.Beans.Order;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.util.AnnotationLiteral;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The application with all that CDI allows, whose sources are in the tests of {@code journal-cdi}, built by Quarkus. What is
 * only in CDI Full, which Quarkus does not implement, is left out.
 */
class QuarkusTortureTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(
                            Annotations.class, Beans.class, Interceptors.class, JournalBeans.class, Observers.class)
                    .addClass(Producers.class))
            .overrideConfigKey("quarkus.http.test-port", "0")
            .overrideConfigKey("quarkus.arc.remove-unused-beans", "none")
            .overrideConfigKey("quarkus.journal.dir", directory("journal"))
            .overrideConfigKey("quarkus.transaction-manager.object-store.directory", directory("transactions"));

    /** One for both class loaders that load this class. */
    private static String directory(String child) {
        return System.getProperties().computeIfAbsent("torture-directory", key -> create()) + "/" + child;
    }

    private static String create() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "torture")
                    .toAbsolutePath()
                    .toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().select(type).get();
    }

    private static Event<Object> events() {
        return Arc.container().beanManager().getEvent();
    }

    @Test
    void archiveWithEverythingOfCdiLite_besideAJournal_isBuiltAndRuns() {
        assertTrue(Observers.SEEN.contains("recovered default"), Observers.SEEN::toString);
        assertTrue(Observers.SEEN.contains("started"), Observers.SEEN::toString);
        ManagedContext request = Arc.container().requestContext();
        boolean activated = !request.isActive();
        if (activated) {
            request.activate();
        }
        Beans.Everything everything = bean(Beans.Everything.class);
        assertEquals("true, true, null, true, true, true", everything.lookups());
        assertEquals(
                "hello 42 from the replacement, 42, true, 3, 2, [hello 42], {one=[1]}, 1, null, 3",
                everything.summary());
        assertFalse(bean(Beans.Request.class).text().isEmpty());
        if (activated) {
            request.terminate();
        }
    }

    @Test
    void observers_withFurtherParameters_areNotified() throws Exception {
        bean(Observers.class).plain(new Order("to create the bean"));
        events().select(Order.class).fire(new Order("one"));
        events().fire(new int[2]);
        events().fire('x');
        events().select(Order.class, new LabelLiteral("one"), new LabelLiteral("two"))
                .fire(new Order("labelled"));
        events().select(Order.class)
                .fireAsync(new Order("later"))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        for (String expected : List.of(
                "plain",
                "parameters 42",
                "private",
                "static true",
                "if exists",
                "generic 42",
                "variable 42",
                "array 2",
                "inherited x",
                "qualified",
                "asynchronous",
                "asynchronous with parameters true",
                "asynchronous static")) {
            assertTrue(Observers.SEEN.contains(expected), expected + " in " + Observers.SEEN);
        }
    }

    @Test
    void journalsInjectedInEveryForm_areOneJournal() {
        JournalBeans.Shop shop = bean(JournalBeans.Shop.class);
        int calls = Interceptors.Counter.CALLS.get();
        QuarkusTransaction.requiringNew().run(() -> shop.place("one"));
        assertEquals(2, shop.placed());
        assertTrue(shop.hasMore());
        assertTrue(Interceptors.Counter.CALLS.get() > calls);
        assertTrue(Observers.SEEN.contains("after success"), Observers.SEEN::toString);
        String auditor = bean(JournalBeans.Auditor.class).toString();
        assertTrue(auditor.startsWith("InjectedWriter[stream 'audit' of "), auditor);
    }

    private static final class LabelLiteral extends AnnotationLiteral<Label> implements Label {

        private static final long serialVersionUID = 1L;
        private final String label;

        LabelLiteral(String label) {
            this.label = label;
        }

        @Override
        public String value() {
            return label;
        }
    }
}
