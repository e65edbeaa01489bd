package io.ironjournal.cdi.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.cdi.TestTransactions;
import io.ironjournal.cdi.torture.Annotations.Label;
import io.ironjournal.cdi.torture.Beans.Order;
import io.ironjournal.cdi.torture.full.FullArchive;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.util.AnnotationLiteral;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deploys an application with all features of CDI, and with a journal. It runs in each container of the build and does
 * not depend on one.
 */
class TortureArchiveTest {

    @TempDir
    Path root;

    private SeContainer container;

    @BeforeEach
    void deploy() {
        System.setProperty("journal.dir", root.toString());
        TestTransactions.narayana();
        Observers.SEEN.clear();
        container = FullArchive.addTo(SeContainerInitializer.newInstance().addPackages(Beans.class))
                .initialize();
    }

    @AfterEach
    void undeploy() {
        if (container != null) {
            container.close();
        }
        System.clearProperty("journal.dir");
    }

    @Test
    void archiveWithEverythingOfCdi_besideAJournal_isDeployed() {
        assertTrue(Observers.SEEN.contains("recovered default"), Observers.SEEN::toString);
        assertTrue(Observers.SEEN.contains("started"), Observers.SEEN::toString);
        RequestContextController request =
                container.select(RequestContextController.class).get();
        request.activate();
        Beans.Everything everything = container.select(Beans.Everything.class).get();
        assertEquals("true, true, null, true, true, true", everything.lookups());
        assertEquals(
                "hello 42 from the replacement, 42, true, 3, 2, [hello 42], {one=[1]}, 1, null, 3",
                everything.summary());
        assertFalse(container.select(Beans.Request.class).get().text().isEmpty());
        request.deactivate();
        assertEquals("hello you!, special of Special", FullArchive.use(container));
    }

    @Test
    void observers_withFurtherParameters_areNotified() throws Exception {
        container.select(Observers.class).get().plain(new Order("to create the bean"));
        container.getBeanManager().getEvent().select(Order.class).fire(new Order("one"));
        container.getBeanManager().getEvent().fire(new int[2]);
        container.getBeanManager().getEvent().fire('x');
        container
                .getBeanManager()
                .getEvent()
                .select(Order.class, new LabelLiteral("one"), new LabelLiteral("two"))
                .fire(new Order("labelled"));
        container
                .getBeanManager()
                .getEvent()
                .select(Order.class)
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
    void journalsInjectedInEveryForm_areOneJournal() throws Exception {
        JournalBeans.Shop shop = CDI.current().select(JournalBeans.Shop.class).get();
        int calls = Interceptors.Counter.CALLS.get();
        TestTransactions.narayana().transactionManager().begin();
        shop.place("one");
        TestTransactions.narayana().transactionManager().commit();
        assertEquals(2, shop.placed());
        assertTrue(shop.hasMore());
        assertTrue(Interceptors.Counter.CALLS.get() > calls);
        String auditor = container.select(JournalBeans.Auditor.class).get().toString();
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
