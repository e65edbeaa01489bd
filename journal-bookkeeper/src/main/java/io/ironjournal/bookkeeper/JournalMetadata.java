package io.ironjournal.bookkeeper;

import io.ironjournal.CorruptionException;
import io.ironjournal.UnsupportedFormatException;
import io.ironjournal.spi.log.LogIdentity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * What the node of a journal in ZooKeeper says. Little-endian:
 *
 * <pre>
 *   0  4  CRC32C of all that follows
 *   4  4  magic, "IJBK"
 *   8  2  version, 1
 *  10 16  id of the journal
 *  26  4  number of shards
 *  30  8  epoch: the number of openings so far
 *  38 16  a random id of the newest opening
 *  54  8  trimmed: records below this LSN were discarded, in whole ledgers
 *  62  8  snapshot: the records from this LSN on contain a complete snapshot, or 0
 *  70  2  length of the owner's name
 *  72  …  the owner's name, UTF-8
 *   …  4  number of ledgers
 *   … 25  each: id (8), epoch (8), first LSN (8), closed (1)
 *   …  4  number of ended openings
 *   … 16  each: epoch (8), end LSN (8)
 * </pre>
 *
 * @param identity the journal
 * @param epoch the number of openings so far
 * @param opening identifies the newest opening, to find out whether a change whose outcome is unknown took effect
 * @param trimmed the LSN after the last record that was discarded, or 0
 * @param snapshot the LSN from which on the records contain a complete snapshot, or 0
 * @param owner the process that opened the journal, for messages
 * @param ledgers the ledgers, in the order of their records; the last one is written
 * @param ends the ends of the last openings before this one, in their order
 */
record JournalMetadata(
        LogIdentity identity,
        long epoch,
        UUID opening,
        long trimmed,
        long snapshot,
        String owner,
        List<LedgerInfo> ledgers,
        List<EpochEnd> ends) {

    private static final int MAGIC = 0x4b424a49;
    private static final short VERSION = 1;
    private static final int HEAD = 72;
    private static final int LEDGER = 25;
    private static final int END = 16;
    private static final int MAX_OWNER = 200;

    /** With so many ledgers, the present one grows. Only openings add further ones, because they cannot do without. */
    static final int MAX_LEDGERS = 30_000;

    /** More would come near to the largest node that ZooKeeper accepts by default, 1 MiB. */
    static final int MAX_LEDGERS_WITH_OPENINGS = 38_000;

    /** Directories that were built before so many openings are built again. */
    static final int MAX_ENDS = 1_000;

    JournalMetadata {
        ledgers = List.copyOf(ledgers);
        ends = List.copyOf(ends.subList(Math.max(0, ends.size() - MAX_ENDS), ends.size()));
    }

    JournalMetadata withLedgers(List<LedgerInfo> changed) {
        return new JournalMetadata(identity, epoch, opening, trimmed, snapshot, owner, changed, ends);
    }

    JournalMetadata trimmedTo(long lsn, List<LedgerInfo> left) {
        return new JournalMetadata(identity, epoch, opening, Math.max(trimmed, lsn), snapshot, owner, left, ends);
    }

    /** Returns the content after a snapshot. */
    JournalMetadata withSnapshot(long lsn) {
        return new JournalMetadata(identity, epoch, opening, trimmed, lsn, owner, ledgers, ends);
    }

    /**
     * Returns the content after the next opening.
     *
     * @param end the end of the records of this opening
     */
    JournalMetadata opened(UUID newOpening, String newOwner, long end, List<LedgerInfo> all) {
        List<EpochEnd> more = new ArrayList<>(ends);
        more.add(new EpochEnd(epoch, end));
        return new JournalMetadata(identity, epoch + 1, newOpening, trimmed, snapshot, newOwner, all, more);
    }

    /** Returns the end of the records of an earlier opening; -1 when it is not known. */
    long endOf(long wanted) {
        for (EpochEnd end : ends) {
            if (end.epoch() == wanted) {
                return end.lsn();
            }
        }
        return -1;
    }

    /** Returns whether a ledger belongs to the journal. */
    boolean lists(long ledger) {
        return ledgers.stream().anyMatch(info -> info.id() == ledger);
    }

    /** Returns whether a journal that is open may add no ledger. */
    boolean isFull() {
        return ledgers.size() >= MAX_LEDGERS;
    }

    LedgerInfo last() {
        return ledgers.get(ledgers.size() - 1);
    }

    byte[] encode() {
        if (ledgers.size() > MAX_LEDGERS_WITH_OPENINGS) {
            throw new IllegalStateException(
                    "A journal on BookKeeper cannot have more than " + MAX_LEDGERS_WITH_OPENINGS + " ledgers");
        }
        byte[] name = owner.substring(0, Math.min(owner.length(), MAX_OWNER)).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[HEAD + name.length + 8 + ledgers.size() * LEDGER + ends.size() * END];
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0).putInt(MAGIC).putShort(VERSION);
        put(out, identity.journalId());
        out.putInt(identity.shardCount()).putLong(epoch);
        put(out, opening);
        out.putLong(trimmed)
                .putLong(snapshot)
                .putShort((short) name.length)
                .put(name)
                .putInt(ledgers.size());
        for (LedgerInfo ledger : ledgers) {
            out.putLong(ledger.id()).putLong(ledger.epoch()).putLong(ledger.firstLsn());
            out.put((byte) (ledger.closed() ? 1 : 0));
        }
        out.putInt(ends.size());
        for (EpochEnd end : ends) {
            out.putLong(end.epoch()).putLong(end.lsn());
        }
        return out.putInt(0, crc(bytes)).array();
    }

    /**
     * Reads the content of a node.
     *
     * @param place the node, for messages
     * @throws CorruptionException when it is damaged
     * @throws UnsupportedFormatException when it was written by a later release
     */
    static JournalMetadata decode(byte[] bytes, String place) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEAD + 8 || in.getInt() != crc(bytes) || in.getInt() != MAGIC) {
            throw new CorruptionException("The node " + place + " in ZooKeeper does not describe a journal, or is"
                    + " damaged. Restore ZooKeeper's data, or use another name for the journal");
        }
        int version = in.getShort();
        if (version != VERSION) {
            throw new UnsupportedFormatException("The node " + place + " in ZooKeeper has version " + version
                    + " of the format, but this release reads version " + VERSION + ". Use a later release");
        }
        UUID journal = uuid(in);
        LogIdentity identity = new LogIdentity(journal, in.getInt());
        long epoch = in.getLong();
        UUID opening = uuid(in);
        long trimmed = in.getLong();
        long snapshot = in.getLong();
        byte[] name = new byte[in.getShort()];
        in.get(name);
        int count = in.getInt();
        List<LedgerInfo> ledgers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ledgers.add(new LedgerInfo(in.getLong(), in.getLong(), in.getLong(), in.get() != 0));
        }
        int ended = in.getInt();
        List<EpochEnd> ends = new ArrayList<>(ended);
        for (int i = 0; i < ended; i++) {
            ends.add(new EpochEnd(in.getLong(), in.getLong()));
        }
        return new JournalMetadata(
                identity, epoch, opening, trimmed, snapshot, new String(name, StandardCharsets.UTF_8), ledgers, ends);
    }

    private static void put(ByteBuffer out, UUID id) {
        out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer in) {
        return new UUID(in.getLong(), in.getLong());
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 4, bytes.length - 4);
        return (int) crc.getValue();
    }
}
