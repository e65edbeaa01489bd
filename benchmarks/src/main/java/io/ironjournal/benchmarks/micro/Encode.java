package io.ironjournal.benchmarks.micro;

import io.ironjournal.format.Crc32c;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.format.RecordType;
import io.ironjournal.format.SectionCompression;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From an entry to the bytes of a record: what the caller does, and what the committer does. */
@State(Scope.Thread)
public class Encode {

    private static final int BATCH = 100;

    @Param({"128", "1024", "65536"})
    private int size = 128;

    private final Crc32c crc = new Crc32c();
    private final byte[][] hundred = new byte[BATCH][];
    private byte[][] single = {};
    private byte[] entry = {};
    private ByteBuffer record = ByteBuffer.allocate(0);

    @Setup
    public void prepare() {
        entry = new byte[size];
        single = new byte[][] {entry};
        Arrays.fill(hundred, entry);
        record = ByteBuffer.allocate(RecordHeader.SIZE + size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** By the caller of a batch of one. */
    @Benchmark
    public EntryBody one() {
        return EntryBodyBuilder.batch("stream-0", single, EntrySection.ENTRY_HEADER + size, SectionCompression.NONE);
    }

    /** By the caller of a batch. */
    @Benchmark
    public EntryBody batch() {
        return EntryBodyBuilder.batch(
                "stream-0", hundred, BATCH * (EntrySection.ENTRY_HEADER + size), SectionCompression.NONE);
    }

    /** By a transaction, whose entries come one by one. */
    @Benchmark
    public EntryBody transaction() {
        EntryBodyBuilder builder = new EntryBodyBuilder();
        for (int i = 0; i < BATCH; i++) {
            builder.add("stream-0", entry);
        }
        return builder.build(new byte[0], SectionCompression.NONE);
    }

    /** By the committer: the header of a record, with the checksum of its content. */
    @Benchmark
    public ByteBuffer header() {
        RecordHeader.encode(record, 0, RecordType.ENTRIES, 0, size, 1 << 20, 1 << 19, 42, crc);
        return record;
    }

    /** The checksum alone. */
    @Benchmark
    public int checksum() {
        return Crc32c.of(entry, 0, size);
    }
}
