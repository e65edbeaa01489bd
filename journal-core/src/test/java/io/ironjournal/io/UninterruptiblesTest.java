package io.ironjournal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Operations that no interrupt may affect. */
@Timeout(60)
class UninterruptiblesTest {

    @Test
    void interruptedCaller_runsTheOperationInAnotherThread_andStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        Thread ran = Uninterruptibles.run("test", Thread::currentThread);
        assertTrue(Thread.interrupted(), "the interrupt is kept");
        assertNotSame(Thread.currentThread(), ran);
    }

    @Test
    void forcingThread_runsTheOperationItself() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        Thread forcing = new ForcingThread(
                () -> {
                    try {
                        ran.complete(Uninterruptibles.run("test", Thread::currentThread));
                    } catch (IOException e) {
                        ran.completeExceptionally(e);
                    }
                },
                "test");
        forcing.start();
        assertSame(forcing, ran.get(30, TimeUnit.SECONDS));
        assertTrue(forcing.isDaemon());
    }

    @Test
    void failure_inEitherThread_reachesTheCallerUnchanged() throws Exception {
        IOException cause = new IOException("no");
        assertSame(cause, assertThrows(IOException.class, () -> fail(cause)));
        CompletableFuture<Throwable> found = new CompletableFuture<>();
        new ForcingThread(() -> found.complete(assertThrows(IOException.class, () -> fail(cause))), "test").start();
        assertEquals(cause, found.get(30, TimeUnit.SECONDS));
    }

    private static void fail(IOException cause) throws IOException {
        Uninterruptibles.run("test", () -> {
            throw cause;
        });
    }
}
