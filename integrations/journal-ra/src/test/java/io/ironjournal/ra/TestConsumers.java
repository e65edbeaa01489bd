package io.ironjournal.ra;

import io.ironjournal.Entry;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** What tests of consumers have in common. */
final class TestConsumers {

    private TestConsumers() {}

    static String text(Entry entry) {
        return new String(entry.data(), StandardCharsets.UTF_8);
    }

    static void awaitEnd(Thread thread) throws InterruptedException {
        thread.join(30_000);
        if (thread.isAlive()) {
            throw new AssertionError("still alive: " + thread);
        }
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited in vain");
            }
            Thread.sleep(5);
        }
    }
}
