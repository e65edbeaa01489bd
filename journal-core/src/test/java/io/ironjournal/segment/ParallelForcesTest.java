package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.segment.ParallelForces.Force;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parallel forces: all of them run, no more at once than allowed, and none starts after a failure. */
@Timeout(60)
class ParallelForcesTest {

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    private void force() {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        Thread.onSpinWait();
        running.decrementAndGet();
        done.incrementAndGet();
    }

    @Test
    void eachForce_runsOnce_andNoMoreRunAtOnceThanAllowed() throws IOException {
        ParallelForces.run(Collections.nCopies(1000, this::force), 3);
        assertEquals(1000, done.get());
        assertTrue(most.get() <= 3, "running at once: " + most);
    }

    @Test
    void allowedNumberOfForces_runsAtTheSameTime() throws IOException {
        CyclicBarrier three = new CyclicBarrier(3);
        Force meeting = () -> {
            try {
                three.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IOException("no other force started", e);
            }
        };
        ParallelForces.run(Collections.nCopies(12, meeting), 3);
    }

    @Test
    void fewForces_runInTheCallersThread_inOrder() throws IOException {
        List<Integer> order = new ArrayList<>();
        List<Force> forces = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            int number = i;
            forces.add(() -> order.add(number));
        }
        ParallelForces.run(forces, 8);
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), order);
        ParallelForces.run(List.of(), 8);
    }

    @Test
    void failedForce_stopsTheOthers_andReachesTheCaller() {
        for (Throwable cause : List.of(new IOException("no"), new IllegalStateException(), new StackOverflowError())) {
            done.set(0);
            List<Force> forces = failingAfterTen(cause);
            assertSame(cause, assertThrows(Throwable.class, () -> ParallelForces.run(forces, 1)));
            assertEquals(10, done.get());
            assertSame(cause, assertThrows(Throwable.class, () -> ParallelForces.run(forces, 4)));
            assertEquals(0, running.get(), "running forces have ended");
        }
    }

    @Test
    void undeclaredException_isReportedAsAnIOException() {
        Exception undeclared = new Exception("thrown by code that is not Java");
        IOException failure = assertThrows(IOException.class, () -> ParallelForces.run(failingAfterTen(undeclared), 4));
        assertSame(undeclared, failure.getCause());
    }

    private List<Force> failingAfterTen(Throwable cause) {
        List<Force> forces = new ArrayList<>(Collections.nCopies(1000, this::force));
        forces.set(10, () -> ParallelForcesTest.<RuntimeException>sneak(cause));
        return forces;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // throws any exception, declared or not
    private static <E extends Throwable> void sneak(Throwable cause) throws E {
        throw (E) cause;
    }

    @Test
    void interruptedCaller_runsAllForces_andStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        ParallelForces.run(Collections.nCopies(100, this::force), 4);
        assertEquals(100, done.get());
        assertTrue(Thread.interrupted());
    }
}
