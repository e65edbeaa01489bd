package io.ironjournal.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The decoders, given bytes that nobody wrote. The build tries those that were found to be of interest, and random ones;
 * CONTRIBUTING.md tells how to let a fuzzer search for more.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DecoderFuzzTest {

    private static final long SEED = Long.getLong("ironjournal.seed", 1);

    @FuzzTest(maxDuration = "2m")
    void anyHeaderIsDecodedOrRefused(byte[] data) {
        Decoders.headers(data);
    }

    @FuzzTest(maxDuration = "2m")
    void anyRecordIsDecodedOrRefused(byte[] data) {
        Decoders.contents(data);
    }

    @FuzzTest(maxDuration = "2m")
    void anyCheckpointOrCursorIsDecodedOrRefused(byte[] data) {
        Decoders.positions(data);
    }

    @FuzzTest(maxDuration = "2m")
    void anySegmentIsReadOrRefused(byte[] data) throws IOException {
        Decoders.segment(data);
    }

    @Test
    void randomBytesAreDecodedOrRefused() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        while (System.nanoTime() < deadline) {
            byte[] data = new byte[random.nextInt(400)];
            int density = 1 + random.nextInt(8);
            for (int i = 0; i < data.length; i++) {
                // Mostly small numbers: they look most like what is meant.
                data[i] = (byte) (random.nextInt(density) > 0 ? 0 : random.nextInt(1 << random.nextInt(1, 9)));
            }
            Decoders.headers(data);
            Decoders.contents(data);
            Decoders.positions(data);
            Decoders.segment(data);
        }
    }
}
