package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScratchBuffersTest {

    @Test
    void buffer_isUsedAgain() {
        ScratchBuffers buffers = ScratchBuffers.direct(100);
        ByteBuffer first = buffers.take();
        assertTrue(first.isDirect());
        ByteBuffer second = buffers.take();
        assertNotSame(first, second);
        assertEquals(100, second.capacity());
        buffers.giveBack(second);
        buffers.giveBack(first);
        assertSame(first, buffers.take());
    }

    /** The memory outside of the heap is limited, and all libraries of a process share it. */
    @Test
    void manyThreadsAtOnce_keepAtMost16BuffersOutsideOfTheHeap() throws Exception {
        ScratchBuffers buffers = ScratchBuffers.direct(100);
        Set<ByteBuffer> direct = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        int threads = 200;
        CountDownLatch taken = new CountDownLatch(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < threads; i++) {
            pool.execute(() -> {
                for (int round = 0; round < 3; round++) {
                    ByteBuffer buffer = buffers.take();
                    if (buffer.isDirect()) {
                        direct.add(buffer);
                    }
                    if (round == 0) {
                        taken.countDown();
                        awaitAll(taken);
                    }
                    buffers.giveBack(buffer);
                }
            });
        }
        pool.shutdown();
        assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
        assertTrue(direct.size() <= 16, direct.size() + " buffers");
    }

    private static void awaitAll(CountDownLatch taken) {
        try {
            assertTrue(taken.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
