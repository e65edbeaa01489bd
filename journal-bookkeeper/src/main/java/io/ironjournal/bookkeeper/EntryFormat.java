package io.ironjournal.bookkeeper;

import io.ironjournal.CorruptionException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The entries of ledgers. An entry holds records, all of one group. Little-endian:
 *
 * <pre>
 *   0  4  CRC32C of all that follows
 *   4  1  version, 1
 *   5  8  epoch of the writer
 *  13  8  LSN of the first record
 *  21  …  records: type (1), length of the content (4), content
 * </pre>
 *
 * The LSN of each further record is that of the record before plus that record's length in the entry.
 */
final class EntryFormat {

    static final int HEAD = 21;
    static final int RECORD_HEAD = 5;

    private static final byte VERSION = 1;
    private static final int LSN_AT = 13;
    private static final int CRC_SIZE = 4;

    private EntryFormat() {}

    /** Begins an entry at the beginning of a buffer. */
    static void begin(ByteBuffer out, long epoch, long lsn) {
        out.clear().putInt(0).put(VERSION).putLong(epoch).putLong(lsn);
    }

    /** Completes the entry between the beginning of a buffer and its position, and returns a copy of it. */
    static byte[] complete(ByteBuffer out) {
        byte[] entry = new byte[out.position()];
        out.flip().get(entry);
        ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN).putInt(0, crc(entry));
        return entry;
    }

    /**
     * Checks an entry, and returns a buffer whose position is at the first record.
     *
     * @param place the ledger and the entry, for messages
     */
    static ByteBuffer verified(byte[] entry, String place) {
        ByteBuffer in = ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN);
        if (entry.length < HEAD || in.getInt(0) != crc(entry) || in.get(CRC_SIZE) != VERSION) {
            throw new CorruptionException(place + " is not an entry of a journal, or is damaged");
        }
        return in.position(HEAD);
    }

    /** Returns the LSN of the first record of an entry. */
    static long firstLsn(ByteBuffer verified) {
        return verified.getLong(LSN_AT);
    }

    /** Returns the LSN after the last record of an entry. */
    static long endLsn(ByteBuffer verified) {
        return firstLsn(verified) + verified.limit() - HEAD;
    }

    private static int crc(byte[] entry) {
        CRC32C crc = new CRC32C();
        crc.update(entry, CRC_SIZE, entry.length - CRC_SIZE);
        return (int) crc.getValue();
    }
}
