package io.ironjournal.memtable;

import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.util.Map;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Searches interleavings in which the cache loses a stream that replaced a collected stream of the same name. */
@Tag("lincheck")
class StreamCacheInterleavingsTest {

    private static final int INTERLEAVINGS = Integer.getInteger("ironjournal.interleavings", 500);

    @Test
    void stream_replacingACollectedOneOfTheSameName_staysInTheCache() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, StreamCacheInterleavingsTest::replaceWhileForgetting);
    }

    private static void replaceWhileForgetting() {
        StreamCache known = new StreamCache();
        known.put(new StreamState("name", null));
        collect(known, "name");
        StreamState successor = new StreamState("name", null);
        Thread putting = new Thread(() -> known.put(successor));
        Thread forgetting = new Thread(known::size);
        putting.start();
        forgetting.start();
        try {
            putting.join();
            forgetting.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertSame(successor, known.get("name"));
    }

    /** Does what the garbage collector does when the stream is unreachable. */
    private static void collect(StreamCache known, String name) {
        try {
            Field byName = StreamCache.class.getDeclaredField("byName");
            byName.setAccessible(true);
            ((Reference<?>) ((Map<?, ?>) byName.get(known)).get(name)).enqueue();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("StreamCache has no such field", e);
        }
    }
}
