package io.ironjournal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalLockedException;
import io.ironjournal.redeploy.ApplicationClassLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {

    @TempDir
    Path root;

    @Test
    void lock_systemPropertiesRestoredBeforeClose_isReleased() throws IOException {
        Properties before = System.getProperties();
        try {
            DirectoryLock lock = DirectoryLock.acquire(root, AccessModes.OWNER_ONLY);
            System.setProperties((Properties) before.clone());
            lock.close();
        } finally {
            System.setProperties(before);
        }
        DirectoryLock.acquire(root, AccessModes.OWNER_ONLY).close();
    }

    @Test
    void lock_systemPropertiesReplacedWhileHeld_refusesASecond() throws IOException {
        Properties before = System.getProperties();
        DirectoryLock lock = DirectoryLock.acquire(root, AccessModes.OWNER_ONLY);
        try {
            Properties replaced = new Properties();
            replaced.putAll(before);
            System.setProperties(replaced);
            assertThrows(JournalLockedException.class, () -> DirectoryLock.acquire(root, AccessModes.OWNER_ONLY));
        } finally {
            System.setProperties(before);
            lock.close();
        }
    }

    @Test
    void lock_heldByAnotherClassLoader_refusesASecond() throws Exception {
        try (Journal journal = Journal.open(root);
                ApplicationClassLoader other = new ApplicationClassLoader(name -> name.startsWith("io.ironjournal."))) {
            assertEquals(
                    root.toRealPath() + " is locked: another journal of this process (pid "
                            + ProcessHandle.current().pid() + ") has it open. Use that journal, or close it first.",
                    other.call(OpenAndClose.class, root.toString()));
            journal.append("orders", new byte[1]);
        }
        try (ApplicationClassLoader other = new ApplicationClassLoader(name -> name.startsWith("io.ironjournal."))) {
            assertEquals("opened", other.call(OpenAndClose.class, root.toString()));
        }
    }

    @Test
    void lock_afterRefusedAttemptsOfItsProcess_keepsOtherProcessesOut() throws Exception {
        try (DirectoryLock lock = DirectoryLock.acquire(root, AccessModes.OWNER_ONLY)) {
            for (int i = 0; i < 3; i++) {
                assertThrows(JournalLockedException.class, () -> DirectoryLock.acquire(root, AccessModes.OWNER_ONLY));
            }
            String answer = inAnotherProcess();
            assertTrue(
                    answer.contains(
                            "is locked: process " + ProcessHandle.current().pid()),
                    answer);
            assertNotNull(lock);
        }
        assertEquals("opened", inAnotherProcess());
    }

    @Test
    void lock_fileOfTheVirtualMachineDeletedWhileHeld_refusesASecond() throws IOException {
        try (DirectoryLock lock = DirectoryLock.acquire(root, AccessModes.OWNER_ONLY)) {
            Files.delete(root.resolve(VirtualMachineLock.FILE));
            assertThrows(JournalLockedException.class, () -> DirectoryLock.acquire(root, AccessModes.OWNER_ONLY));
            assertNotNull(lock);
        }
    }

    @Test
    void lock_held_leavesNoSystemProperty() throws IOException {
        try (DirectoryLock lock = DirectoryLock.acquire(root, AccessModes.OWNER_ONLY)) {
            assertFalse(System.getProperties().keySet().stream()
                    .anyMatch(key -> key.toString().contains("ironjournal.lock")));
            assertNotNull(lock);
        }
    }

    private String inAnotherProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Djava.util.logging.config.file=src/test/resources/logging.properties",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpenAndClose.class.getName(),
                        root.toString())
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return answer;
    }

    /** Opens a journal, and returns whether that succeeded. */
    public static final class OpenAndClose implements Callable<String> {

        private final Path root;

        public OpenAndClose(String root) {
            this.root = Path.of(root);
        }

        public static void main(String[] args) {
            System.out.println(new OpenAndClose(args[0]).call());
        }

        @Override
        public String call() {
            try {
                Journal.open(root).close();
                return "opened";
            } catch (JournalLockedException e) {
                return e.getMessage();
            }
        }
    }
}
