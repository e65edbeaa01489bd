package io.ironjournal.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The decoders with arbitrary bytes. The build runs the stored inputs and random ones. CONTRIBUTING.md says how to
 * search for more with a fuzzer.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DecoderFuzzTest {

    private static final long SEED = Long.getLong("ironjournal.seed", 1);

    @FuzzTest(maxDuration = "2m")
    void anyHeader_isDecodedOrRefused(byte[] data) {
        Decoders.headers(data);
    }

    @FuzzTest(maxDuration = "2m")
    void anyRecord_isDecodedOrRefused(byte[] data) {
        Decoders.contents(data);
    }

    @FuzzTest(maxDuration = "2m")
    void anyCheckpointOrCursor_isDecodedOrRefused(byte[] data) {
        Decoders.positions(data);
    }

    @FuzzTest(maxDuration = "2m")
    void anySegment_isReadOrRefused(byte[] data) throws IOException {
        Decoders.segment(data);
    }

    @Test
    void randomBytes_areDecodedOrRefused() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        while (System.nanoTime() < deadline) {
            byte[] data = new byte[random.nextInt(400)];
            int density = 1 + random.nextInt(8);
            for (int i = 0; i < data.length; i++) {
                // Mostly small numbers, because these resemble valid values most.
                data[i] = (byte) (random.nextInt(density) > 0 ? 0 : random.nextInt(1 << random.nextInt(1, 9)));
            }
            Decoders.headers(data);
            Decoders.contents(data);
            Decoders.positions(data);
            Decoders.segment(data);
        }
    }
}
