package io.ironjournal.bookkeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls of BookKeeper's client that fail. */
@Timeout(30)
class FailuresTest {

    @Test
    void callThatNeverEnds_fails() {
        IOException failed = assertThrows(
                IOException.class,
                () -> Failures.await(new CompletableFuture<>(), "Reading ledger 7", Duration.ofSeconds(1)));
        assertEquals("Reading ledger 7 failed: there was no answer within 1 s", failed.getMessage());
    }
}
