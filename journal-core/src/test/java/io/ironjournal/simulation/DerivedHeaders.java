package io.ironjournal.simulation;

import io.ironjournal.Entry;
import io.ironjournal.Headers;
import io.ironjournal.NewEntry;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The headers of the entries in simulations. They are computed from an entry's bytes, so each reader can check them. */
final class DerivedHeaders {

    private DerivedHeaders() {}

    /** Returns the headers of an entry. Most entries have none, and a few have headers of more than a kilobyte. */
    static Headers of(byte[] entry) {
        SplittableRandom random = new SplittableRandom(Arrays.hashCode(entry));
        Headers headers = Headers.none();
        if (random.nextInt(3) > 0) {
            return headers;
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            byte[] value = new byte[random.nextInt(random.nextInt(40) == 0 ? 1200 : 60)];
            random.nextBytes(value);
            headers = headers.with("header " + random.nextInt(10), value);
        }
        return headers;
    }

    static NewEntry with(byte[] entry) {
        return NewEntry.of(entry).headers(of(entry));
    }

    /** Requires that an entry that was read has its headers. */
    static void require(String stream, Entry entry) {
        if (!entry.headers().equals(of(entry.data()))) {
            throw new Verifier.Violation("Entry " + entry.id() + " of stream " + stream + " has the headers "
                    + entry.headers() + " instead of " + of(entry.data()));
        }
    }
}
