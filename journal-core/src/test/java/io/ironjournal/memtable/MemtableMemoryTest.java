package io.ironjournal.memtable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.WriteTimeoutException;
import io.ironjournal.figures.JournalFigures;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Waits of writers for memory. */
class MemtableMemoryTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Test
    void acquire_memoryFreedWhileTheFlusherIsWoken_returnsAtOnce() {
        MemtableMemory[] memory = new MemtableMemory[1];
        int[] calls = {0};
        memory[0] = new MemtableMemory(
                100,
                TIMEOUT,
                new Reclaimer() {
                    @Override
                    public void reclaim() {
                        if (++calls[0] % 2 == 0 && memory[0].used() > 60) {
                            memory[0].release(60);
                        }
                    }
                },
                new JournalFigures("test", Runnable::run));
        memory[0].add(100);
        long before = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            memory[0].acquire(40);
        }
        assertTrue(System.nanoTime() - before < 250_000_000L, "The writer slept although memory was free");
    }

    @Test
    void acquire_waitingForTheLog_doesNotSpin() {
        int[] calls = {0};
        long end = System.nanoTime() + 300_000_000L;
        MemtableMemory memory = new MemtableMemory(
                100,
                TIMEOUT,
                new Reclaimer() {
                    @Override
                    public void reclaim() {
                        calls[0]++;
                    }

                    @Override
                    public boolean logTooLong() {
                        return System.nanoTime() < end;
                    }
                },
                new JournalFigures("test", Runnable::run));
        memory.acquire(1);
        assertTrue(calls[0] < 20, "The writer checked " + calls[0] + " times");
    }

    @Test
    void largeWrite_besideSmallWrites_isNotStarved() throws InterruptedException {
        MemtableMemory memory =
                new MemtableMemory(100, TIMEOUT, new Reclaimer(), new JournalFigures("test", Runnable::run));
        memory.add(50);
        AtomicBoolean through = new AtomicBoolean();
        Thread large = new Thread(() -> {
            memory.acquire(90);
            through.set(true);
        });
        large.start();
        while (!memory.flushDue()) {
            Thread.onSpinWait();
        }
        Thread small = new Thread(() -> {
            for (int i = 0; i < 1000; i++) {
                memory.acquire(30);
                memory.release(30);
            }
        });
        small.start();
        small.join(300);
        assertTrue(small.isAlive(), "A small write overtook the large one");
        memory.release(50);
        large.join(5_000);
        assertTrue(through.get(), "The large write never got memory");
        memory.release(90);
        small.join(5_000);
        assertFalse(small.isAlive());
    }

    @Test
    void writeLargerThanAllMemory_besideHeldStreams_isAdmitted() {
        MemtableMemory memory =
                new MemtableMemory(100, TIMEOUT, new Reclaimer(), new JournalFigures("test", Runnable::run));
        memory.addStream(20);
        memory.acquire(1000);
        memory.release(1000);
        memory.releaseStream(20);
        assertEquals(0, memory.used());
    }

    @Test
    void acquire_noMemoryWithinTheTimeout_failsAndSaysWhatItWaitedFor() {
        MemtableMemory memory = new MemtableMemory(
                100, Duration.ofMillis(50), new Reclaimer(), new JournalFigures("test", Runnable::run));
        memory.add(90);
        WriteTimeoutException error = assertThrows(WriteTimeoutException.class, () -> memory.acquire(20));
        assertTrue(error.getMessage().contains("50 ms (writeTimeout) for 20 bytes of memory"), error.getMessage());
        assertTrue(error.getMessage().contains("raise writeTimeout or maxMemtableMemory"), error.getMessage());
        assertEquals(90, memory.used());
        memory.acquire(10);
    }

    @Test
    void acquire_logTooLongForTheTimeout_failsAndSaysWhatItWaitedFor() {
        boolean[] tooLong = {true};
        MemtableMemory memory = new MemtableMemory(
                100,
                Duration.ofMillis(50),
                new Reclaimer() {
                    @Override
                    public boolean logTooLong() {
                        return tooLong[0];
                    }
                },
                new JournalFigures("test", Runnable::run));
        WriteTimeoutException error = assertThrows(WriteTimeoutException.class, () -> memory.acquire(1));
        assertTrue(error.getMessage().contains("shorter than logBudget"), error.getMessage());
        assertEquals(0, memory.used());
        tooLong[0] = false;
        memory.acquire(1);
    }

    /** The first writer in the queue times out. The writer behind it gets the free memory. */
    @Test
    void acquire_firstInTheQueueTimesOut_nextIsAdmitted() throws InterruptedException {
        MemtableMemory memory = new MemtableMemory(
                100, Duration.ofMillis(300), new Reclaimer(), new JournalFigures("test", Runnable::run));
        memory.add(50);
        Thread large = new Thread(() -> assertThrows(WriteTimeoutException.class, () -> memory.acquire(90)));
        large.start();
        while (!memory.flushDue()) {
            Thread.onSpinWait();
        }
        Thread.sleep(150);
        memory.acquire(30);
        large.join();
        assertEquals(80, memory.used());
    }

    private static class Reclaimer implements MemtableMemory.Reclaimer {

        @Override
        public boolean logTooLong() {
            return false;
        }

        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public void reclaim() {}
    }
}
