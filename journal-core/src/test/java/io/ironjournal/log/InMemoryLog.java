package io.ironjournal.log;

import io.ironjournal.format.FlushMark;
import io.ironjournal.format.Manifest;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.format.RecordType;
import io.ironjournal.format.StreamChange;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.Storage;
import io.ironjournal.recovery.LossFile;
import io.ironjournal.recovery.Recovery;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A commit log without files, as one that is replicated over a network might be: what it holds outlives the journal that
 * wrote it. It proves that the engine needs nothing of the log but {@link CommitLog} and {@link RecoveredLog}.
 */
public final class InMemoryLog {

    private static final long FIRST_LSN = 512;
    private static final int TRIM_UNIT = 8 << 10;

    private record Stored(RecordType type, byte[] content) {}

    private final Manifest manifest;
    private final long capacity;
    private final ConcurrentNavigableMap<Long, Stored> records = new ConcurrentSkipListMap<>();
    private boolean created;
    private volatile long end = FIRST_LSN;
    private volatile long written = FIRST_LSN;
    private volatile long durable = FIRST_LSN;

    private InMemoryLog(Manifest manifest, long capacity) {
        this.manifest = manifest;
        this.capacity = capacity;
    }

    /** An empty log that takes so many bytes. */
    public static InMemoryLog create(long capacity) {
        return new InMemoryLog(new Manifest(0, new UUID(1, 2)), capacity);
    }

    /** What is left when the process is killed: all that was written. */
    public InMemoryLog kill() {
        return upTo(written);
    }

    /** What is left when power is cut: all that was forced, and a random part of what follows. */
    public InMemoryLog powerCut(long seed) {
        List<Long> unforced =
                new ArrayList<>(records.tailMap(durable).headMap(written).keySet());
        unforced.add(written);
        return upTo(unforced.get(new SplittableRandom(seed).nextInt(unforced.size())));
    }

    private InMemoryLog upTo(long lsn) {
        InMemoryLog left = new InMemoryLog(manifest, capacity);
        left.records.putAll(records.headMap(lsn));
        left.created = created;
        left.end = lsn;
        left.written = lsn;
        left.durable = lsn;
        return left;
    }

    /** Opens it for a journal that keeps everything else in a storage. */
    public Recovery.Opened open(Storage storage) throws IOException {
        storage.createDirectory("streams");
        if (!created) {
            created = true;
            return new Recovery.Opened(manifest, new Port(), Optional.empty(), LossFile.load(storage));
        }
        // What a journal failed to write is not there for the next one.
        records.tailMap(written).clear();
        end = written;
        durable = written;
        return new Recovery.Opened(manifest, new Port(), Optional.of(recovered()), LossFile.load(storage));
    }

    private RecoveredLog recovered() {
        FlushMark flushMark = FlushMark.NONE;
        for (Map.Entry<Long, Stored> record : records.entrySet()) {
            if (record.getValue().type == RecordType.MARK) {
                flushMark = FlushMark.decode(content(record.getValue()), record.getKey());
            }
        }
        long mark = flushMark.mark();
        List<StreamChange> truncations = new ArrayList<>();
        List<StreamChange> deletions = new ArrayList<>();
        for (Stored record : records.tailMap(mark).values()) {
            if (record.type == RecordType.TRUNCATE) {
                truncations.add(StreamChange.decode(content(record)));
            } else if (record.type == RecordType.DELETE) {
                deletions.add(StreamChange.decode(content(record)));
            }
        }
        return new RecoveredLog(
                new Port(), new Records(mark), flushMark, 0, 0, 0, List.of(), List.of(), truncations, deletions);
    }

    private static ByteBuffer content(Stored record) {
        return ByteBuffer.wrap(record.content).order(ByteOrder.LITTLE_ENDIAN);
    }

    private final class Records implements LogRecords {

        private final Iterator<Long> lsns;

        Records(long from) {
            lsns = new ArrayList<>(records.tailMap(from).keySet()).iterator();
        }

        @Override
        public @Nullable LogRecord next() {
            if (!lsns.hasNext()) {
                return null;
            }
            long lsn = lsns.next();
            Stored record = records.get(lsn);
            return new LogRecord(record.type, lsn, content(record));
        }

        @Override
        public void close() {}
    }

    private final class Port implements CommitLog {

        private final AtomicLong forces = new AtomicLong();

        @Override
        public long reserve(int contentLength, boolean urgent) throws IOException {
            if (size() + contentLength > capacity && !urgent) {
                throw new NoSpaceException("The log in memory is full", new IOException("full"));
            }
            return end;
        }

        /** What is urgent always finds room here. */
        @Override
        public void promise(int contentLength) {}

        @Override
        public void settlePromise(int contentLength) {}

        @Override
        public void append(RecordType type, ByteBuffer head, byte[] body) {
            byte[] content = new byte[head.remaining() + body.length];
            int fromHead = head.remaining();
            head.get(content, 0, fromHead);
            System.arraycopy(body, 0, content, fromHead, body.length);
            records.put(end, new Stored(type, content));
            long next = end + RecordHeader.footprint(content.length);
            end = next;
        }

        @Override
        public int pending() {
            return (int) (end - written);
        }

        @Override
        public void write() {
            written = end;
        }

        @Override
        public void force() {
            if (durable < end) {
                forces.incrementAndGet();
            }
            written = end;
            durable = end;
        }

        @Override
        public void forceBehind() {
            durable = written;
        }

        @Override
        public byte @Nullable [] read(RecordType type, long lsn, int contentLength) {
            Stored record = records.get(lsn);
            return record == null || record.type != type || record.content.length != contentLength
                    ? null
                    : record.content.clone();
        }

        @Override
        public long durable() {
            return durable;
        }

        @Override
        public long end() {
            return end;
        }

        @Override
        public boolean canTrim(long mark) {
            return base() + TRIM_UNIT <= mark;
        }

        @Override
        public void trim(long mark) {
            records.headMap(mark).clear();
        }

        private long base() {
            Long first = records.isEmpty() ? null : records.firstKey();
            return first == null ? end : first;
        }

        @Override
        public long size() {
            return end - base();
        }

        @Override
        public long forces() {
            return forces.get();
        }

        @Override
        public void close() {}
    }
}
