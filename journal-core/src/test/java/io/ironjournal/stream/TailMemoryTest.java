package io.ironjournal.stream;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How writers wait for memory. */
class TailMemoryTest {

    @Test
    void memoryThatIsFreedWhileTheFlusherIsWokenIsTakenAtOnce() {
        TailMemory[] memory = new TailMemory[1];
        int[] calls = {0};
        memory[0] = new TailMemory(100, new Relief() {
            @Override
            public void relieve() {
                if (++calls[0] % 2 == 0 && memory[0].used() > 60) {
                    memory[0].release(60);
                }
            }
        });
        memory[0].add(100);
        long before = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            memory[0].acquire(40);
        }
        assertTrue(System.nanoTime() - before < 250_000_000L, "It slept although there was memory");
    }

    @Test
    void aWriterThatWaitsForTheLogDoesNotSpin() {
        int[] calls = {0};
        long end = System.nanoTime() + 300_000_000L;
        TailMemory memory = new TailMemory(100, new Relief() {
            @Override
            public void relieve() {
                calls[0]++;
            }

            @Override
            public boolean logTooLong() {
                return System.nanoTime() < end;
            }
        });
        memory.acquire(1);
        assertTrue(calls[0] < 20, "It looked " + calls[0] + " times");
    }

    private static class Relief implements TailMemory.Relief {

        @Override
        public boolean logTooLong() {
            return false;
        }

        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public void relieve() {}
    }
}
