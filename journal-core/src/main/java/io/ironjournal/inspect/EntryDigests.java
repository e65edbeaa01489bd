package io.ironjournal.inspect;

import io.ironjournal.Headers;
import io.ironjournal.NewEntry;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Iterator;

/** The first 16 bytes of the SHA-256 of entries: of their headers and their bytes. One thread uses it. */
final class EntryDigests {

    private static final int LONGS = 2;

    private final MessageDigest sha = sha256();
    private final long[] one = new long[LONGS];
    private long[] all = new long[LONGS];
    private int count;

    private EntryDigests() {}

    /** Computes the digests of all elements. */
    static EntryDigests of(Iterator<NewEntry> entries) {
        EntryDigests digests = new EntryDigests();
        while (entries.hasNext()) {
            NewEntry entry = entries.next();
            digests.compute(entry.headers(), entry.data());
            digests.add();
        }
        return digests;
    }

    private void add() {
        int at = LONGS * count++;
        if (at == all.length) {
            all = Arrays.copyOf(all, Math.multiplyExact(2, at));
        }
        System.arraycopy(one, 0, all, at, LONGS);
    }

    int count() {
        return count;
    }

    /** Computes the digest of an entry that {@link #isAt} compares. */
    void compute(Headers headers, byte[] data) {
        byte[] encoded = headers.toBytes();
        // The length separates the headers from the bytes.
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, encoded.length));
        sha.update(encoded);
        ByteBuffer digest = ByteBuffer.wrap(sha.digest(data));
        one[0] = digest.getLong();
        one[1] = digest.getLong();
    }

    /** Returns whether the computed digest is that of an element. */
    boolean isAt(int index) {
        return all[LONGS * index] == one[0] && all[LONGS * index + 1] == one[1];
    }

    /** Returns whether two elements have the same digest. */
    boolean same(int index, int other) {
        return all[LONGS * index] == all[LONGS * other] && all[LONGS * index + 1] == all[LONGS * other + 1];
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
