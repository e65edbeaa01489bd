package io.ironjournal.fuzz;

import io.ironjournal.Compression;
import io.ironjournal.ErrorContext;
import io.ironjournal.JournalException;
import io.ironjournal.branch.BranchCodec;
import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.format.CatalogueHeader;
import io.ironjournal.format.CheckpointFileHeader;
import io.ironjournal.format.CheckpointRecord;
import io.ironjournal.format.CompressedBlock;
import io.ironjournal.format.Crc32c;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.CursorSnapshot;
import io.ironjournal.format.EntryBlock;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.Manifest;
import io.ironjournal.format.ProducerMove;
import io.ironjournal.format.RawBlock;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.format.SegmentHeader;
import io.ironjournal.format.StreamName;
import io.ironjournal.memtable.PlainRun;
import io.ironjournal.segment.FrameCursor;
import io.ironjournal.segment.SegmentOptions;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.segment.StreamSegments;
import io.ironjournal.segment.StreamTimes;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.write.RecordedIds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;

/**
 * Each decoder with any bytes. Checksums are corrected first, because bytes with a wrong checksum are refused early.
 * Each exception other than {@link JournalException} is a defect, and so is a decoder that does not end.
 */
final class Decoders {

    private static final UUID JOURNAL = new UUID(5, 6);
    private static final String STREAM = "orders";
    private static final String FILE = "streams/orders/00000000000000000000.wal";
    private static final long GENERATION = 9;

    private Decoders() {}

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Decodes headers whose fixed parts and checksums are corrected. */
    static void headers(byte[] data) {
        byte[] frame = Arrays.copyOf(data, FrameHeader.SIZE);
        littleEndian(frame).putInt(0, Crc32c.of(frame, 4, FrameHeader.SIZE - 4));
        FrameHeader header = FrameHeader.decode(
                littleEndian(frame),
                0,
                Integer.toUnsignedLong(littleEndian(frame).getInt(44)));
        if (header != null && (header.endId() < header.firstId() || header.end() < header.payloadOffset())) {
            throw new AssertionError("contradicts itself: " + header);
        }
        byte[] record = Arrays.copyOf(data, RecordHeader.SIZE);
        littleEndian(record).putInt(0, Crc32c.of(record, 4, RecordHeader.SIZE - 4));
        ByteBuffer in = littleEndian(record);
        RecordHeader.decode(in, 0, in.getLong(16), in.getLong(32));
        typed(() -> SegmentHeader.decode(
                withCrc(data, SegmentHeader.SIZE, "IRONJSEG"), SegmentHeader.SIZE, "a file", ErrorContext.NONE));
        typed(() ->
                LogSegmentHeader.decode(ByteBuffer.wrap(withCrc(data, LogSegmentHeader.SIZE, "IRONJLOG")), "a file"));
        typed(() -> Manifest.decode(withCrc(data, Manifest.SIZE, "IRONJMAN"), "a file"));
        typed(() -> Manifest.decode(data, "a file"));
    }

    /** The first byte also decides whether the magic is corrected. */
    private static byte[] withCrc(byte[] data, int size, String magic) {
        byte[] bytes = Arrays.copyOf(data, size);
        if ((bytes[0] & 1) != 0) {
            for (int i = 0; i < magic.length(); i++) {
                bytes[i] = (byte) magic.charAt(i);
            }
            bytes[8] = 2;
            Arrays.fill(bytes, 9, 12, (byte) 0);
        }
        littleEndian(bytes).putInt(size - Integer.BYTES, Crc32c.of(bytes, 0, size - Integer.BYTES));
        return bytes;
    }

    /** Decodes the contents of records of the commit log. */
    static void contents(byte[] data) {
        typed(() -> decompress(EntryBody.parse(data, 0)));
        typed(() -> readEntries(EntryBody.parse(data, 0)));
        typed(() -> BranchCodec.decode(littleEndian(data)));
        typed(() -> CursorMove.decode(littleEndian(data)));
        typed(() -> ProducerMove.decode(littleEndian(data)));
        typed(() -> {
            ByteBuffer in = littleEndian(data);
            RecordedIds ids = RecordedIds.from(in);
            ids.requireFor(EntryBody.parse(data, in.position()).sections());
        });
    }

    /** A block with a wrong checksum returns nothing. No block uses more memory than its header may claim. */
    private static void decompress(EntryBody body) {
        for (EntrySection section : body.sections()) {
            for (EntryBlock block : section.blocks()) {
                if (block.isCompressed()) {
                    byte[] stored = Arrays.copyOfRange(body.bytes(), block.from(), block.to());
                    if (block.rawLength() > 255 * (stored.length + 1)) {
                        throw new AssertionError("claims too much: " + block);
                    }
                    RawBlock raw =
                            CompressedBlock.decompress(stored, 0, stored.length, block.rawLength(), block.count());
                    for (int i = 0; raw != null && i < raw.count(); i++) {
                        raw.entry(i, i, 0).headers().names();
                    }
                }
            }
        }
    }

    /** The entries of a section whose lengths were accepted can all be read, with their headers. */
    private static void readEntries(EntryBody body) {
        for (EntrySection section : body.sections()) {
            if (!section.hasBlocks()) {
                PlainRun run = PlainRun.of(section, body.bytes(), 0, 0, 0);
                for (int i = 0; i < section.count(); i++) {
                    try {
                        run.entry(i).headers().toMap();
                    } catch (JournalException e) {
                        throw new AssertionError("was accepted, but cannot be read", e);
                    }
                }
            }
        }
    }

    /** Decodes the files of checkpoints and cursors. */
    static void positions(byte[] data) {
        Manifest manifest = new Manifest(3, JOURNAL);
        typed(() -> CheckpointFileHeader.decode(
                littleEndian(withCrc(data, CheckpointFileHeader.SIZE, "IRONJCKP")), manifest, "a file"));
        typed(() -> CatalogueHeader.decode(withCrc(data, CatalogueHeader.SIZE, "IRONJCAT"), JOURNAL, "a file"));
        CatalogueEntry.decode(ByteBuffer.wrap(Arrays.copyOf(data, CatalogueEntry.SIZE)));
        byte[] record = Arrays.copyOf(data, Math.max(CheckpointRecord.HEADER, data.length));
        ByteBuffer in = littleEndian(record);
        int content = 3 * Long.BYTES + Short.toUnsignedInt(in.getShort(4));
        if (CheckpointRecord.HEADER + content <= record.length) {
            in.putInt(8, Crc32c.of(record, CheckpointRecord.HEADER, content));
        }
        in.putInt(0, Crc32c.of(record, 4, CheckpointRecord.HEADER - 4));
        CheckpointRecord.decode(in, 3);
        typed(() ->
                CursorSnapshot.decode(withCrc(data, Math.max(36, data.length), "IRONJCUR"), new UUID(0, 0), "a file"));
        typed(() -> CursorSnapshot.decode(data, JOURNAL, "a file"));
    }

    /** Reads a segment whose frames belong to it and have valid headers, with any other content. */
    static void segment(byte[] data) throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        storage.writeAll(FILE, segmentOf(data));
        SegmentOptions options = new SegmentOptions(1 << 16, Compression.LZ4, 0, 2);
        try (SegmentStore store = new SegmentStore(storage, JOURNAL, options, missing -> {})) {
            typed(() -> read(store.open(STREAM)));
        }
        long fromId = data.length == 0 ? 0 : data[0] & 0xff;
        try (SegmentStore store = new SegmentStore(storage, JOURNAL, options, missing -> {})) {
            typed(() -> read(store.recover(STREAM, GENERATION, fromId)));
        }
    }

    private static byte[] segmentOf(byte[] data) {
        byte[] bytes = new byte[SegmentHeader.SIZE + data.length];
        int tag = StreamName.tag(STREAM);
        new SegmentHeader(JOURNAL, GENERATION, 0, tag, 0).encode(ByteBuffer.wrap(bytes));
        System.arraycopy(data, 0, bytes, SegmentHeader.SIZE, data.length);
        ByteBuffer out = littleEndian(bytes);
        int at = SegmentHeader.SIZE;
        while (at + FrameHeader.SIZE + FrameHeader.TRAILER_SIZE <= bytes.length) {
            int stored = out.getInt(at + 20);
            int room = bytes.length - at - FrameHeader.SIZE - FrameHeader.TRAILER_SIZE;
            if (stored < 0 || stored > room) {
                stored = Math.floorMod(stored, room + 1);
                out.putInt(at + 20, stored);
            }
            out.putShort(at + 6, (short) 0)
                    .putLong(at + 32, GENERATION)
                    .putInt(at + 40, tag)
                    .putInt(at + 44, at);
            out.putInt(at + 28, Crc32c.of(bytes, at + FrameHeader.SIZE, stored));
            out.putInt(at, Crc32c.of(bytes, at + 4, FrameHeader.SIZE - 4));
            int trailer = at + FrameHeader.SIZE + stored;
            out.putInt(trailer, trailer + FrameHeader.TRAILER_SIZE - at).putInt(trailer + 4, out.getInt(at));
            at = trailer + FrameHeader.TRAILER_SIZE;
        }
        return bytes;
    }

    private static void read(StreamSegments stream) throws IOException {
        if (stream == null) {
            return;
        }
        long end = Math.min(stream.nextId(), stream.firstId() + 1000);
        for (long id = stream.firstId(); id < end; id++) {
            long current = id;
            typed(() -> stream.entry(current));
            typed(() -> stream.frame(current).entry(current));
        }
        typed(() -> StreamTimes.firstIdAt(stream, stream.lastTime() / 2));
        FrameCursor cursor = stream.cursor();
        typed(() -> {
            for (long id = stream.firstId(); id < end; id++) {
                cursor.frame(id).entry(id);
            }
        });
    }

    private static void typed(Decoder decoder) {
        try {
            decoder.run();
        } catch (JournalException e) {
            if (e.getMessage() == null || e.getMessage().isEmpty()) {
                throw new AssertionError("has no message", e);
            }
        } catch (IOException e) {
            throw new AssertionError("not a journal exception", e);
        }
    }

    private interface Decoder {
        void run() throws IOException;
    }
}
