package io.ironjournal.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Cursor;
import io.ironjournal.TxnWriter;
import io.ironjournal.jta.StatelessTxnWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InjectionMistakesTest {

    private static final String LONG =
            "12345678901234567890123456789012345678901234567890123456789012345678901234567890123456";

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(
            classes = {
                EmptyStream.class,
                LongStream.class,
                EmptyCursor.class,
                StreamAndShard.class,
                CursorWithoutName.class,
                CursorWithoutStream.class,
                WriterWithoutStream.class,
            })
    void qualifiers_missingOrNamingNothing_failTheDeploymentWithWhatToWrite(Class<?> mistaken) {
        DeploymentException e = assertThrows(DeploymentException.class, () -> TestContainer.start(root, mistaken));
        assertTrue(e.getMessage().contains(mistaken.getName() + "."), e.getMessage());
        assertTrue(e.getMessage().contains(": write "), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(classes = {PlainWriter.class, DefaultWriter.class, PlainCursor.class, PlainObserver.class})
    void writerOrCursor_withoutAnyQualifier_failsTheDeploymentWithWhatToWrite(Class<?> mistaken) {
        Exception e = assertThrows(Exception.class, () -> TestContainer.start(root, mistaken));
        assertTrue(e.toString().contains(mistaken.getName()), e.toString());
        assertTrue(e.toString().contains(": write @JournalStream("), e.toString());
    }

    @ParameterizedTest
    @ValueSource(classes = {OwnProducer.class, OwnWriter.class})
    void writerWithoutAnyQualifier_thatTheApplicationBrings_isInjected(Class<?> bringing) {
        try (TestContainer container = TestContainer.start(root, PlainWriter.class, bringing)) {
            assertEquals("own", container.bean(PlainWriter.class).writer.toString());
        }
    }

    @Test
    void writerWithoutAnyQualifier_thatAnExtensionMakes_isInjected() {
        System.setProperty("journal.dir", root.toString());
        Weld weld = new Weld().addExtension(new OwnExtension());
        try (TestContainer container = TestContainer.start(weld, PlainWriter.class)) {
            assertEquals("own", container.bean(PlainWriter.class).writer.toString());
        } finally {
            System.clearProperty("journal.dir");
        }
    }

    @Dependent
    static class StreamAndShard {
        @Inject
        @JournalStream("orders")
        @CursorName(value = "mailer", shard = 1)
        Cursor cursor;
    }

    @Dependent
    static class PlainWriter {
        @Inject
        TxnWriter writer;
    }

    @Dependent
    static class DefaultWriter {
        @Inject
        @Default
        TxnWriter writer;
    }

    @Dependent
    static class PlainCursor {
        @Inject
        Cursor cursor;
    }

    @Dependent
    static class PlainObserver {
        void hear(@Observes String event, TxnWriter writer) {}
    }

    @Dependent
    static class OwnProducer {
        @Produces
        static TxnWriter writer() {
            return new OwnWriter();
        }
    }

    @Dependent
    static class OwnWriter extends StatelessTxnWriter {

        @Override
        protected TxnWriter joined() {
            throw new AssertionError("no test writes");
        }

        @Override
        public String toString() {
            return "own";
        }
    }

    static final class OwnExtension implements Extension {
        void add(@Observes AfterBeanDiscovery discovery) {
            discovery.addBean().types(TxnWriter.class).scope(Dependent.class).createWith(context -> new OwnWriter());
        }
    }

    @Dependent
    static class EmptyStream {
        @Inject
        @JournalStream("")
        TxnWriter writer;
    }

    @Dependent
    static class LongStream {
        @Inject
        @JournalStream(LONG)
        Instance<TxnWriter> writer;
    }

    @Dependent
    static class EmptyCursor {
        @Inject
        @JournalStream("orders")
        @CursorName("")
        Cursor cursor;
    }

    @Dependent
    static class CursorWithoutName {
        @Inject
        @JournalStream("orders")
        Cursor cursor;
    }

    @Dependent
    static class CursorWithoutStream {
        @Inject
        @CursorName("mailer")
        Cursor cursor;
    }

    @Dependent
    static class WriterWithoutStream {
        @Inject
        @JournalName(JournalName.DEFAULT)
        TxnWriter writer;
    }
}
