package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.internal.arjuna.objectstore.jdbc.JDBCStore;
import io.ironjournal.IntegrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests which logs a log in a journal must not replace. */
class EarlierLogTest {

    @TempDir
    Path directory;

    private final ObjectStoreEnvironmentBean settings = new ObjectStoreEnvironmentBean();

    private Optional<String> obstacle() {
        settings.setObjectStoreDir(directory.resolve("transactions").toString());
        return EarlierLog.obstacle(settings);
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = directory
                .resolve("transactions/ShadowNoFileLockStore/defaultStore")
                .resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    @Test
    void noDirectory_andDirectoryWithoutTransactions_canBeReplaced() throws IOException {
        assertEquals(Optional.empty(), obstacle());
        write("Recovery/TransactionStatusManager/0_1", new byte[] {1});
        write("StateManager/BasicAction/TwoPhaseCoordinator/AtomicAction/0_2", new byte[0]);
        assertEquals(Optional.empty(), obstacle());
    }

    @Test
    void transactionInFiles_cannotBeReplaced() throws IOException {
        write("StateManager/BasicAction/TwoPhaseCoordinator/AtomicAction/0_2", new byte[] {1});
        String obstacle = obstacle().orElseThrow();
        assertTrue(obstacle.contains("has transactions of an earlier log"), obstacle);
    }

    @Test
    void logInADatabase_cannotBeReplaced() {
        settings.setObjectStoreType(JDBCStore.class.getName());
        String obstacle = obstacle().orElseThrow();
        assertTrue(obstacle.contains("in a database"), obstacle);
    }

    /** The user root may read every directory. Nobody can read one whose path is longer than the system allows. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void directoryThatCannotBeRead_isNotTakenForEmpty() throws IOException {
        Path upper = chain(directory.resolve("transactions"));
        Path lower = chain(directory.resolve("lower"));
        Path moved = upper.resolve("lower");
        Files.createDirectories(upper);
        Files.createDirectories(lower);
        Files.move(directory.resolve("lower"), moved);
        try {
            IntegrationException unknown = assertThrows(IntegrationException.class, this::obstacle);
            assertTrue(unknown.getMessage().contains("is not known"), unknown.getMessage());
            assertTrue(
                    unknown.getMessage().contains(directory.resolve("transactions") + " has transactions"),
                    unknown.getMessage());
        } finally {
            Files.move(moved, directory.resolve("lower"));
        }
    }

    /** A path that is too long only below another one of its kind. */
    private static Path chain(Path begin) {
        Path path = begin;
        while (path.toString().length() < 2_500) {
            path = path.resolve("d".repeat(200));
        }
        return path;
    }
}
