package io.ironjournal.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.branch.BranchTable;
import io.ironjournal.branch.BranchTransactions;
import io.ironjournal.branch.PreparedBranches;
import io.ironjournal.cursor.CursorAdvance;
import io.ironjournal.cursor.CursorFile;
import io.ironjournal.cursor.CursorTable;
import io.ironjournal.figures.JournalFigures;
import io.ironjournal.format.FileState;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.Manifest;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.format.RecordType;
import io.ironjournal.format.SectionCompression;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.manager.StateTable;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.memtable.Streams;
import io.ironjournal.segment.SegmentOptions;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.write.NoClaims;
import io.ironjournal.write.NoPositions;
import io.ironjournal.write.StreamClaims;
import io.ironjournal.write.StreamWrites;
import io.ironjournal.write.WriteLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The bytes of format version 2, as {@code docs/format.md} shows and explains them. They only change with a new
 * version, because later releases must read what earlier releases wrote. The classes that write records in a journal
 * write them here. Only random values (journal id, salt, time) are fixed.
 */
class LogGoldenTest {

    private static final UUID JOURNAL = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final long BASE = 65_536;
    private static final int SEGMENT_SIZE = 2048;
    private static final String SEGMENT_PATH = "log/00000000000000065536.log";

    private static final String MANIFEST = """
            0000   49 52 4f 4e 4a 4d 41 4e  02 00 00 00 00 00 00 00
            0010   77 66 55 44 33 22 11 00  ff ee dd cc bb aa 99 88
            0020   00 00 00 00 a5 b5 de f0
            """;

    private static final String SEGMENT = """
            0000   49 52 4f 4e 4a 4c 4f 47  02 00 00 00 00 00 00 00
            0010   77 66 55 44 33 22 11 00  ff ee dd cc bb aa 99 88
            0020   00 08 00 00 00 00 00 00  00 00 01 00 00 00 00 00
            0030   00 fc 00 00 00 00 00 00  00 00 01 00 00 00 00 00
            0040   00 00 01 00 00 00 00 00  17 5a 17 5a 17 5a 17 5a
            *
            01f0   00 00 00 00 00 00 00 00  00 00 00 00 e7 1a bf c8
            0200   e4 f8 7f 93 01 00 00 00  33 00 00 00 7b 03 95 29
            0210   00 02 01 00 00 00 00 00  00 02 01 00 00 00 00 00
            0220   17 5a 17 5a 17 5a 17 5a  00 40 20 46 48 47 06 00
            0230   01 00 00 00 00 00 00 00  00 00 00 00 00 02 01 00
            0240   00 00 00 00 06 00 6f 72  64 65 72 73 01 00 00 00
            0250   07 00 00 00 03 00 00 00  72 65 64 00 00 00 00 00
            0260   45 48 24 91 02 00 00 00  3f 00 00 00 68 1d cd 15
            0270   60 02 01 00 00 00 00 00  60 02 01 00 00 00 00 00
            0280   17 5a 17 5a 17 5a 17 5a  07 00 00 00 02 01 74 31
            0290   62 00 a8 da 76 9b 01 00  00 06 00 6f 72 64 65 72
            02a0   73 01 00 00 00 09 00 00  00 05 00 00 00 67 72 65
            02b0   65 6e 05 00 61 75 64 69  74 01 00 00 00 06 00 00
            02c0   00 02 00 00 00 6f 6b 00  b7 1b ce 2b 03 00 00 00
            02d0   35 00 00 00 61 58 8a d2  c8 02 01 00 00 00 00 00
            02e0   c8 02 01 00 00 00 00 00  17 5a 17 5a 17 5a 17 5a
            02f0   00 40 20 46 48 47 06 00  02 00 00 00 01 00 00 00
            0300   00 00 00 00 00 02 01 00  00 00 00 00 00 00 00 00
            0310   00 00 00 00 c8 02 01 00  00 00 00 00 07 00 00 00
            0320   02 01 74 31 62 00 00 00  2b 76 05 b4 02 00 00 00
            0330   29 00 00 00 61 1c 45 a5  28 03 01 00 00 00 00 00
            0340   28 03 01 00 00 00 00 00  17 5a 17 5a 17 5a 17 5a
            0350   07 00 00 00 02 01 74 32  62 00 a8 da 76 9b 01 00
            0360   00 06 00 6f 72 64 65 72  73 01 00 00 00 08 00 00
            0370   00 04 00 00 00 62 6c 75  65 00 00 00 00 00 00 00
            0380   97 46 d5 31 04 00 00 00  09 00 00 00 fc b0 49 fe
            0390   80 03 01 00 00 00 00 00  80 03 01 00 00 00 00 00
            03a0   17 5a 17 5a 17 5a 17 5a  07 00 00 00 02 01 74 32
            03b0   62 00 00 00 00 00 00 00  2e 30 45 1c 05 00 00 00
            03c0   40 00 00 00 5a 15 ff b9  b8 03 01 00 00 00 00 00
            03d0   80 03 01 00 00 00 00 00  17 5a 17 5a 17 5a 17 5a
            03e0   00 02 01 00 00 00 00 00  00 02 01 00 00 00 00 00
            *
            0420   fe 0b 74 33 06 00 00 00  00 00 00 00 00 00 00 00
            0430   20 04 01 00 00 00 00 00  20 04 01 00 00 00 00 00
            0440   17 5a 17 5a 17 5a 17 5a  00 00 00 00 00 00 00 00
            *
            """;

    private final SimulatedStorage storage = new SimulatedStorage(1);

    private FileCommitLog log;
    private Committer committer;
    private StreamWrites writes;
    private BranchTransactions branches;

    @BeforeEach
    void openLogOfAJournalThatIsNotNew() throws IOException {
        storage.createDirectory("log");
        LogSettings settings = new LogSettings(
                storage,
                SEGMENT_SIZE,
                8 * SEGMENT_SIZE,
                task -> {},
                failure -> {},
                new JournalFigures("test", Runnable::run));
        LogSegmentHeader header =
                new LogSegmentHeader(0, JOURNAL, SEGMENT_SIZE, BASE, BASE - 1024, BASE, BASE, 0x5a17_5a17_5a17_5a17L);
        LogSegment segment = LogSegmentFiles.create(storage, header, null, null);
        LogSegments segments =
                new LogSegments(settings, new Manifest(0, JOURNAL), List.of(new LiveSegment(header)), List.of(), BASE);
        log = new FileCommitLog(segments, segment, BASE + LogSegmentHeader.SIZE);
        MemtableMemory memory = new MemtableMemory(
                1 << 20, Duration.ofSeconds(30), new Deaf(), new JournalFigures("test", Runnable::run));
        SegmentStore store =
                new SegmentStore(storage, JOURNAL, new SegmentOptions(1 << 20, Compression.NONE, 0, 8), missing -> {});
        CursorTable cursors = new CursorTable(new CursorFile(storage, JOURNAL));
        Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
        committer = new Committer(
                log, new Deaf(), Runnable::run, clock, new JournalFigures("test", Runnable::run), null, false);
        Streams streams = new Streams(store, memory);
        StreamClaims claims = NoClaims.create();
        writes = new StreamWrites(
                streams,
                memory,
                new NoPositions(),
                claims,
                0,
                clock,
                Runnable::run,
                new JournalFigures("test", Runnable::run));
        BranchTable table = new BranchTable(() -> {});
        branches = new BranchTransactions(
                table,
                writes,
                memory,
                committer,
                new PreparedBranches(table, committer, log, cursors, claims, 0, 1 << 20),
                new StateTable(committer, 1 << 20),
                new WriteLimits(1 << 20, 1 << 20, 0),
                SectionCompression.NONE,
                new CursorAdvance(cursors, streams, clock),
                clock);
    }

    @Test
    void logWithEveryRecordType_hasThePinnedBytes() throws IOException {
        committer.execute(writes.entry("orders", text("red").array(), false, false));
        BranchId committed = prepare("t1", "orders", "green", "audit", "ok");
        branches.commit(committed);
        BranchId rolledBack = prepare("t2", "orders", "blue");
        branches.rollback(rolledBack);
        committer.execute(new MarkWrite(new FlushMark(
                BASE + LogSegmentHeader.SIZE,
                BASE + LogSegmentHeader.SIZE,
                FileState.NONE,
                FileState.NONE,
                FileState.NONE)));
        committer.execute(new DurableNote(true));
        log.close();
        assertEquals(SEGMENT, dump(storage.readAll(SEGMENT_PATH)));
    }

    @Test
    void manifest_hasThePinnedBytes() {
        assertEquals(MANIFEST, dump(new Manifest(0, JOURNAL).encode().array()));
    }

    @Test
    void pinnedBytes_areRead() throws IOException {
        storage.writeAll("MANIFEST", bytes(MANIFEST));
        storage.writeAll(SEGMENT_PATH, Arrays.copyOf(bytes(SEGMENT), SEGMENT_SIZE));
        JournalOptions options = JournalOptions.builder(Path.of("/simulated")).build();
        try (Journal journal = JournalOpener.open(options, storage, false)) {
            assertEquals(JOURNAL, Transactions.of(journal).journalId());
            assertEquals(2, journal.nextId("orders"));
            assertEquals(text("red"), ByteBuffer.wrap(journal.get("orders", 0).orElseThrow()));
            assertEquals(text("green"), ByteBuffer.wrap(journal.get("orders", 1).orElseThrow()));
            assertEquals(1, journal.nextId("audit"));
            assertEquals(text("ok"), ByteBuffer.wrap(journal.get("audit", 0).orElseThrow()));
            assertEquals(List.of(), Transactions.of(journal).inDoubt());
            assertEquals(0, journal.recoveryReport().discardedBytes());
        }
    }

    @Test
    void formatMd_showsThePinnedBytesOfTheLog() throws IOException {
        String format = Files.readString(Path.of(System.getProperty("basedir", "."), "..", "docs", "format.md"));
        assertTrue(format.contains(MANIFEST), "the manifest");
        assertTrue(format.contains(SEGMENT), "the log segment");
    }

    @Test
    void recordLargerThanItsSegment_isWrittenAsFragments() throws IOException {
        byte[] entry = new byte[SEGMENT_SIZE];
        Arrays.fill(entry, (byte) 'x');
        committer.execute(writes.entry("orders", entry, false, false));
        log.close();
        byte[] first = storage.readAll(SEGMENT_PATH);
        byte[] second = storage.readAll("log/00000000000000067584.log");
        LogSegmentHeader next =
                LogSegmentHeader.decode(ByteBuffer.wrap(second, 0, LogSegmentHeader.SIZE), "the second segment");
        assertEquals(BASE + SEGMENT_SIZE, next.base());
        assertEquals(next.base(), next.previousEnd());
        RecordHeader begin = fragment(first, BASE, 0x5a17_5a17_5a17_5a17L);
        RecordHeader rest = fragment(second, next.base(), next.salt());
        assertEquals(RecordHeader.CONTINUES, begin.flags());
        assertEquals(RecordHeader.CONTINUED, rest.flags());
        assertEquals(BASE + SEGMENT_SIZE - RecordHeader.END_SIZE, begin.end());
        RecordHeader end = RecordHeader.decode(
                ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN),
                SEGMENT_SIZE - RecordHeader.END_SIZE,
                begin.end(),
                0x5a17_5a17_5a17_5a17L);
        assertNotNull(end);
        assertEquals(RecordType.END, end.type());
        int ids = 28;
        int lengths = 2 + 4 + 4 + 4;
        assertEquals(ids + lengths + "orders".length() + entry.length, begin.length() + rest.length());
        byte[] tail = Arrays.copyOfRange(
                second,
                LogSegmentHeader.SIZE + RecordHeader.SIZE,
                LogSegmentHeader.SIZE + RecordHeader.SIZE + rest.length());
        assertArrayEquals(Arrays.copyOf(entry, rest.length()), tail);
    }

    private static RecordHeader fragment(byte[] segment, long base, long salt) {
        ByteBuffer in = ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN);
        RecordHeader found = RecordHeader.decode(in, LogSegmentHeader.SIZE, base + LogSegmentHeader.SIZE, salt);
        assertNotNull(found);
        assertEquals(RecordType.ENTRIES, found.type());
        return found;
    }

    /** Adds entries of two streams in turn. */
    private BranchId prepare(String transaction, String... entries) {
        BranchId id = new BranchId(7, transaction.getBytes(StandardCharsets.US_ASCII), new byte[] {'b'});
        Branch branch = branches.begin(id, null);
        for (int i = 0; i < entries.length; i += 2) {
            branch.add(entries[i], text(entries[i + 1]).array());
        }
        branches.prepare(id);
        return id;
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns lines of 16 bytes, where {@code *} stands for lines of zeros, as hexdump prints them. */
    private static String dump(byte[] bytes) {
        StringBuilder dump = new StringBuilder();
        boolean zeros = false;
        for (int at = 0; at < bytes.length; at += 16) {
            byte[] line = Arrays.copyOfRange(bytes, at, Math.min(at + 16, bytes.length));
            if (Arrays.equals(line, new byte[16])) {
                dump.append(zeros ? "" : "*\n");
                zeros = true;
                continue;
            }
            zeros = false;
            dump.append(String.format("%04x ", at));
            for (int i = 0; i < line.length; i++) {
                dump.append(i % 8 == 0 ? "  " : " ").append(String.format("%02x", line[i]));
            }
            dump.append('\n');
        }
        return dump.toString();
    }

    private static byte[] bytes(String dump) {
        ByteBuffer bytes = ByteBuffer.allocate(SEGMENT_SIZE);
        for (String line : dump.lines().filter(text -> !text.equals("*")).toList()) {
            byte[] read = HexFormat.of().parseHex(line.substring(4).replace(" ", ""));
            bytes.position(HexFormat.fromHexDigits(line, 0, 4)).put(read);
        }
        assertTrue(bytes.position() > 0, "No bytes are pinned");
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Ignores all requests to flush. */
    private static final class Deaf implements CommitListener, MemtableMemory.Reclaimer {

        @Override
        public void groupCommitted() {}

        @Override
        public void logFull() {}

        @Override
        public void failed(Throwable cause) {}

        @Override
        public boolean logTooLong() {
            return false;
        }

        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public void reclaim() {}
    }
}
