package io.ironjournal.flush;

import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.format.RecordType;
import io.ironjournal.format.SnapshotPart;
import io.ironjournal.format.SnapshotPart.Kind;
import io.ironjournal.log.Committer;
import io.ironjournal.log.UrgentWrite;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes one snapshot to the log, record by record. Each record is durable before the next one is written. */
public final class LogSnapshot {

    /** The size of items after which a record is written. */
    private static final int PART_SIZE = 256 << 10;

    private final Committer committer;
    private final long cut;
    private final List<byte[]> items = new ArrayList<>();
    private Kind kind = Kind.STREAMS;
    private int pending;
    private int index;
    private long size;

    /**
     * Begins a snapshot.
     *
     * @param cut the LSN below which all records have their effects in what is added
     */
    public LogSnapshot(Committer committer, long cut) {
        this.committer = committer;
        this.cut = cut;
    }

    private static final class Part extends UrgentWrite {
        Part(byte[] content) {
            super(RecordType.SNAPSHOT, content);
        }
    }

    /** Adds a stream. */
    public void add(CatalogueEntry stream) {
        ByteBuffer out = ByteBuffer.allocate(CatalogueEntry.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        stream.encode(out);
        add(Kind.STREAMS, out.array());
    }

    /** Adds an item. */
    public void add(Kind ofItem, byte[] item) {
        if (kind != ofItem || pending > PART_SIZE) {
            write();
            kind = ofItem;
        }
        items.add(item);
        pending += item.length;
    }

    /** Ends the snapshot, so that it counts. Returns its size in bytes. */
    public long end() {
        write();
        kind = Kind.END;
        write(new SnapshotPart(cut, index, kind, List.of()));
        return size;
    }

    private void write() {
        if (!items.isEmpty()) {
            write(new SnapshotPart(cut, index, kind, List.copyOf(items)));
            items.clear();
            pending = 0;
        }
    }

    private void write(SnapshotPart part) {
        byte[] content = part.encode();
        size += content.length;
        index++;
        committer.execute(new Part(content));
        committer.requireWorking();
    }
}
