package io.ironjournal.memtable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Which streams stay in the cache. */
class StreamCacheTest {

    private static final int MANY = 10_000;

    @Test
    void unusedStreams_areRemoved() throws InterruptedException {
        StreamCache known = new StreamCache();
        StreamState used = new StreamState("used", null);
        known.put(used);
        for (int i = 0; i < MANY; i++) {
            known.put(new StreamState("idle-" + i, null));
        }
        for (int i = 0; known.size() > MANY / 10 && i < 100; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertTrue(known.size() <= MANY / 10, known.size() + " are still in the cache");
        assertSame(used, known.get("used"), used.name());
    }

    @Test
    void stream_replacingACollectedOneOfTheSameName_staysInTheCache() throws InterruptedException {
        StreamCache known = new StreamCache();
        known.put(new StreamState("name", null));
        StreamState successor = new StreamState("name", null);
        known.put(successor);
        for (int i = 0; i < MANY / 10; i++) {
            known.put(new StreamState("other-" + i, null));
        }
        for (int i = 0; i < 10; i++) {
            System.gc();
            Thread.sleep(10);
            known.size();
        }
        assertSame(successor, known.get("name"));
        assertEquals("name", successor.name());
    }
}
