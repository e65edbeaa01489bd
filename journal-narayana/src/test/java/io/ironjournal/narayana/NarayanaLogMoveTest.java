package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.arjuna.ats.arjuna.common.Uid;
import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.JournalBackup;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.ManagerStates;
import io.ironjournal.spi.transaction.Transactions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Narayana's log in files and in a journal, without Narayana. */
class NarayanaLogMoveTest {

    @TempDir
    Path root;

    private Path files() {
        return root.resolve("store");
    }

    private static long countFiles(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    private static Map<String, String> contentOf(ManagerStates states) {
        Map<String, String> content = new TreeMap<>();
        states.keys()
                .forEach(key -> content.put(key, withoutMarks(states.get(key).orElseThrow())));
        return content;
    }

    /** Narayana's buffers append a mark, which readers of a state do not reach. */
    private static String withoutMarks(byte[] state) {
        return new String(state, StandardCharsets.UTF_8).replaceAll("(?s)#BE.*", "");
    }

    private static void fill(ManagerStates states) {
        for (String type : List.of(
                "/StateManager/BasicAction/TwoPhaseCoordinator/AtomicAction",
                "/StateManager/BasicAction/TwoPhaseCoordinator",
                "/StateManager/BasicAction/AtomicActionConnector",
                "/Other")) {
            for (int i = 0; i < 3; i++) {
                states.put(type + "/" + new Uid().stringForm(), (type + i).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void allStates_moveToFilesAndBack() throws Exception {
        try (Journal journal = Journal.open(root.resolve("journal"))) {
            ManagerStates states = Transactions.of(journal).states();
            fill(states);
            Map<String, String> before = contentOf(states);
            assertEquals(12, NarayanaLogMove.copyToFiles(states, files()));
            assertEquals(Map.of(), contentOf(states));
            assertEquals(12, countFiles(files()));
            assertEquals(12, NarayanaLogMove.copyIntoJournal(files(), states));
            assertEquals(before, contentOf(states));
            assertEquals(0, countFiles(files()));
            assertEquals(0, NarayanaLogMove.copyIntoJournal(files(), states), "nothing is left to move");
        }
    }

    /** Each state is in one of the logs, and the second move completes. */
    @Test
    void interruptedMove_losesNothing_andIsCompletedByAnother() throws Exception {
        try (Journal journal = Journal.open(root.resolve("journal"))) {
            ManagerStates states = Transactions.of(journal).states();
            fill(states);
            Map<String, String> before = contentOf(states);
            for (int calls = 0; calls < 12; calls++) {
                InterruptedStates interrupted = new InterruptedStates(states, calls);
                assertThrows(JournalException.class, () -> NarayanaLogMove.copyToFiles(interrupted, files()));
                assertEquals(12, NarayanaLogMove.copyIntoJournal(files(), states), "after " + calls);
                assertEquals(before, contentOf(states));
            }
            NarayanaLogMove.copyToFiles(states, files());
            for (int calls = 0; calls < 12; calls++) {
                InterruptedStates interrupted = new InterruptedStates(states, calls);
                assertThrows(JournalException.class, () -> NarayanaLogMove.copyIntoJournal(files(), interrupted));
                assertEquals(12, countFiles(files()), "nothing is removed before everything is there");
            }
            assertEquals(12, NarayanaLogMove.copyIntoJournal(files(), states));
            assertEquals(before, contentOf(states));
        }
    }

    private void runCommand(Object... arguments) throws Exception {
        String out = runUntil(0, arguments);
        assertTrue(out.contains("Moved "), out);
    }

    /** Runs the command in its own process, because Narayana may run in this one. Returns what it printed. */
    private String runUntil(int exitCode, Object... arguments) throws Exception {
        List<String> program = new ArrayList<>(List.of(NarayanaLogMove.class.getName()));
        for (Object argument : arguments) {
            program.add(argument.toString());
        }
        Path out = root.resolve("out.log");
        Process process = new ProcessBuilder(JavaProcess.command(root, program))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "hangs");
        assertEquals(exitCode, process.exitValue(), Files.readString(out));
        return Files.readString(out);
    }

    @Test
    void command_movesTheLogOfAShardedJournal() throws Exception {
        JournalOptions options = JournalOptions.builder(root.resolve("journal")).build();
        Map<String, String> before;
        try (ShardedJournal sharded = ShardedJournal.open(options, 3)) {
            ManagerStates states = Transactions.of(sharded.journal()).states();
            fill(states);
            before = contentOf(states);
        }
        runCommand("to-files", options.root(), files());
        assertEquals(12, countFiles(files()));
        runCommand("into-journal", files(), options.root());
        assertEquals(0, countFiles(files()));
        try (ShardedJournal sharded = ShardedJournal.open(options, 3)) {
            assertEquals(before, contentOf(Transactions.of(sharded.journal()).states()));
        }
    }

    /** Otherwise recovery would run with the log in files, and take missing decisions for rollbacks. */
    @Test
    void logOfARestoredJournal_doesNotMove_beforeItsRecoveryIsReleased() throws Exception {
        Path restored = root.resolve("restored");
        try (Journal journal = Journal.open(root.resolve("journal"))) {
            fill(Transactions.of(journal).states());
            journal.backup(root.resolve("backup"));
        }
        JournalBackup.restore(root.resolve("backup"), restored);
        String refused = runUntil(1, "to-files", restored, files());
        assertTrue(refused.contains("recovery is held. Release recovery first"), refused);
        try (Journal journal = Journal.open(restored)) {
            assertEquals(12, contentOf(Transactions.of(journal).states()).size());
            Transactions.of(journal).releaseRecovery();
        }
        runCommand("to-files", restored, files());
        assertEquals(12, countFiles(files()));
    }

    @Test
    void command_saysWhatIsWrong() throws Exception {
        assertEquals(2, NarayanaLogMove.run());
        assertEquals(2, NarayanaLogMove.run("away", "a", "b"));
        String none = root.resolve("none").toString();
        assertEquals(1, NarayanaLogMove.run("to-files", none, files().toString()));
        assertTrue(Files.notExists(root.resolve("none")));
    }

    /** Fails after some calls that change states. */
    private static final class InterruptedStates implements ManagerStates {

        private final ManagerStates states;
        private int left;

        InterruptedStates(ManagerStates states, int calls) {
            this.states = states;
            this.left = calls;
        }

        private void count() {
            if (left-- == 0) {
                throw new DiskFullException("injected: the disk is full");
            }
        }

        @Override
        public void put(String key, byte[] state) {
            count();
            states.put(key, state);
        }

        @Override
        public boolean remove(String key) {
            count();
            return states.remove(key);
        }

        @Override
        public void force() {
            states.force();
        }

        @Override
        public Optional<byte[]> get(String key) {
            return states.get(key);
        }

        @Override
        public List<String> keys() {
            return states.keys();
        }
    }
}
