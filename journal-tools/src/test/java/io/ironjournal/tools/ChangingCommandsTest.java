package io.ironjournal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.tools.Sample.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that open the journal, because they change it. */
class ChangingCommandsTest {

    @TempDir
    Path directory;

    @BeforeEach
    void write() {
        Sample.write(directory).close();
    }

    @Test
    void withoutYes_nothingIsDone() throws IOException {
        Map<String, byte[]> before = Sample.content(directory);
        Run run = Sample.run("in-doubt", "commit", directory, Sample.BRANCH);
        assertEquals(ExitCodes.USAGE, run.code());
        assertTrue(run.err().contains("This would commit branch " + Sample.BRANCH), run.err());
        Sample.assertSame(before, directory);
    }

    @Test
    void branchInDoubt_isCommitted() {
        Run run = Sample.run("in-doubt", "commit", directory, Sample.BRANCH, "--yes");
        assertEquals(ExitCodes.FINE, run.code(), run.toString());
        assertEquals("[]", inDoubt());
        assertTrue(Sample.run("print", directory, "orders", "--from", "601", "--data")
                .out()
                .contains("'held'"));
    }

    @Test
    void branchInDoubt_isRolledBack() {
        assertEquals(
                ExitCodes.FINE,
                Sample.run("in-doubt", "rollback", directory, Sample.BRANCH, "--yes")
                        .code());
        assertEquals("[]", inDoubt());
        assertEquals(
                "", Sample.run("print", directory, "orders", "--from", "601").out());
    }

    private String inDoubt() {
        String out = Sample.run("in-doubt", directory, "--json").out();
        return out.replaceAll("(?s).*\"branches\":(\\[[^\\]]*\\]).*", "$1");
    }

    @Test
    void unknownBranch_isUsage() {
        Run run = Sample.run("in-doubt", "commit", directory, "7:09:09", "--yes");
        assertEquals(ExitCodes.USAGE, run.code());
        assertTrue(run.err().contains("No branch 7:09:09 is in doubt"), run.err());
    }

    @Test
    void cursor_isMovedAndDeleted() {
        Run moved = Sample.run("cursors", "reset", directory, "mailer", "orders", "7", "--yes", "--json");
        assertEquals(ExitCodes.FINE, moved.code(), moved.toString());
        try (Journal journal = Sample.open(directory)) {
            assertEquals(7, journal.cursor("mailer", "orders").position());
        }
        assertEquals(
                ExitCodes.FINE,
                Sample.run("cursors", "delete", directory, "mailer", "orders", "--yes")
                        .code());
        assertTrue(Sample.run("cursors", directory, "--json").out().contains("\"cursors\":[]"));
    }
}
