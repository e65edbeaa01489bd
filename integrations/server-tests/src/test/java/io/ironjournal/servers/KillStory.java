package io.ironjournal.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A server that is killed in each phase of a transaction. It logs no stack trace when it recovers. */
abstract class KillStory extends ServerStory {

    @Test
    void process_killedBeforeDecision_leavesNothing() throws Exception {
        assertEquals("ok", server.get("shop", "op=init"));
        place("shop", "a", "journal");
        assertEquals("ok", server.get("shop", "op=rollback&first=journal&id=never"));
        assertEquals(agreed("a"), server.get("shop", "op=state"));
        for (String point : List.of("before-prepare", "after-prepare")) {
            killAt(point, server.enlistedFirstSoThatJournalVotesFirst(), "never", "in doubt");
            awaitState(agreed("a"));
            assertNoStackTrace();
        }
        place("shop", "b", "database");
        awaitState(agreed("a, b"));
        server.awaitEmptyTransactionLog();
    }

    @Test
    void process_killedAfterDecision_commitsBothSides() throws Exception {
        assertEquals("ok", server.get("shop", "op=init"));
        killAt("before-commit", "database", "a", "in doubt");
        awaitState(agreed("a"));
        assertNoStackTrace();
        killAt("after-commit", "database", "b", "in doubt");
        awaitState(agreed("a, b"));
        assertNoStackTrace();
        killAt("before-commit", "journal", "c", "committed");
        awaitState(agreed("a, b, c"));
        assertNoStackTrace();
        killAt("after-commit", "journal", "d", "committed");
        awaitState(agreed("a, b, c, d"));
        assertNoStackTrace();
        server.awaitEmptyTransactionLog();
    }
}
