package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.IntegrationException;
import io.ironjournal.Journal;
import io.ironjournal.spi.transaction.Transactions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Transactions of processes that died with Narayana's log in files are completed with the log in a journal. */
@EnabledIfSystemProperty(
        named = "narayana.log",
        matches = "journal",
        disabledReason = "this process has its log in files")
class MovedLogTest {

    /** Journals beside the one with the log. */
    private static final MatrixJournals JOURNALS =
            (directory, writes) -> MatrixJournals.IN_FILES.open(directory, writes);

    private static final CrashCase DECIDED = new CrashCase(HaltPoint.AFTER_LOG, true, 2, 1, false);
    private static final CrashCase HALF_COMMITTED = new CrashCase(HaltPoint.AFTER_COMMIT, true, 2, 1, false);
    private static final CrashCase NOT_DECIDED = new CrashCase(HaltPoint.AFTER_PREPARE, true, 2, 2, false);

    @TempDir
    Path directory;

    private int run(String mainClass, String... arguments) throws Exception {
        List<String> program = new ArrayList<>(List.of("-Dnarayana.log=files", mainClass));
        program.addAll(List.of(arguments));
        Process process = new ProcessBuilder(JavaProcess.command(directory, program))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.log").toFile())
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "hangs");
        return process.exitValue();
    }

    /** Otherwise recovery would roll back what the database has committed. */
    private static void requireThatNarayanaDoesNotStart() {
        IntegrationException refused = assertThrows(IntegrationException.class, TestNarayana::get);
        TestNarayana.logJournal().close();
        assertTrue(
                refused.getMessage().contains(" has transactions of an earlier log. Move them with"),
                refused.getMessage());
    }

    @Test
    void transactionsThatDiedWithTheLogInFiles_areCompleted_afterTheMove() throws Exception {
        System.setProperty(
                "derby.stream.error.file", directory.resolve("derby.log").toString());
        try (Participants participants = Participants.open(TestNarayana.get(), directory, JOURNALS, false)) {
            participants.createTable();
        }
        TestNarayana.leaveToOthers();
        Path store = TestNarayana.store();
        for (CrashCase crash : List.of(DECIDED, HALF_COMMITTED, NOT_DECIDED)) {
            assertEquals(
                    HaltPoint.EXIT_CODE,
                    run(CrashingApplication.class.getName(), directory.toString(), store.toString(), crash.toString()));
        }
        requireThatNarayanaDoesNotStart();
        String log = TestNarayana.logDirectory(store).toString();
        assertEquals(
                0,
                run(NarayanaLogMove.class.getName(), "into-journal", store.toString(), log),
                () -> String.valueOf(directory));
        assertTrue(Files.readString(directory.resolve("out.log")).contains("Moved "));

        Narayana narayana = TestNarayana.get();
        try (Participants participants = Participants.open(narayana, directory, JOURNALS, false)) {
            for (int scan = 0; scan < 3; scan++) {
                narayana.scan();
            }
            List<String> committed = List.of(HALF_COMMITTED.toString(), DECIDED.toString());
            assertEquals(
                    committed, participants.databaseOrders().stream().sorted().toList());
            for (int number = 1; number <= 2; number++) {
                Journal journal = participants.journal(number);
                assertEquals(List.of(), Transactions.of(journal).inDoubt());
                assertEquals(
                        committed,
                        participants.journalOrders(number).stream().sorted().toList());
            }
            assertEquals(List.of(), TestNarayana.filesWithContent());
        }
    }
}
