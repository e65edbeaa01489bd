package io.ironjournal.cdi;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Cursor;
import io.ironjournal.TxnWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import java.nio.file.Path;
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
                CursorWithoutName.class,
                CursorWithoutStream.class,
                WriterWithoutStream.class,
            })
    void qualifiers_missingOrNamingNothing_failTheDeploymentWithWhatToWrite(Class<?> mistaken) {
        DeploymentException e = assertThrows(DeploymentException.class, () -> TestContainer.start(root, mistaken));
        assertTrue(e.getMessage().contains(mistaken.getName() + "."), e.getMessage());
        assertTrue(e.getMessage().contains(": write "), e.getMessage());
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
