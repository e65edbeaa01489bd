package io.ironjournal.write;

import java.time.Duration;

/** Claims for tests that use no expectations. */
public final class NoClaims {

    private NoClaims() {}

    /** Returns an object without claims, on which nothing may wait. */
    public static StreamClaims create() {
        return new StreamClaims(
                Duration.ofSeconds(1),
                () -> {},
                write -> {
                    throw new AssertionError("Nothing waits");
                },
                task -> {
                    throw new AssertionError("Nothing waits");
                });
    }
}
