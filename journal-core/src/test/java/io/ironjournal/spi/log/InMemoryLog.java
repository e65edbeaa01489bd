package io.ironjournal.spi.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A commit log in memory that survives its journal. Groups are sent to it over a {@link Network}. It uses only the port
 * and knows no directory. So it proves that the engine needs nothing else of a log.
 */
public final class InMemoryLog implements LogProvider {

    private static final long FIRST_LSN = 512;

    record Stored(int type, byte[] content) {}

    private record Capabilities(int groupsInFlight, int largestRecord, boolean canFillUp, boolean handsOver)
            implements LogCapabilities {}

    /** Records that become durable together or are handed over together. */
    record Group(NavigableMap<Long, Stored> records, long end, GroupCompletion completion, AtomicBoolean arrived) {}

    volatile long capacity;
    volatile boolean failing;
    final Network network;
    final int largestRecord;
    boolean survivesDirectory;

    /** The size of a part in bytes. */
    static final int PART_SIZE = 8 << 10;

    /** The LSNs between parts. */
    final NavigableSet<Long> boundaries = new ConcurrentSkipListSet<>(List.of(FIRST_LSN));

    volatile long snapshot;

    /** The ends of earlier openings, by epoch. */
    final Map<Long, Long> ends = new ConcurrentHashMap<>();

    /** Guards the groups in flight. It is held while completions are called, so that they are called in order. */
    final ReentrantLock lock = new ReentrantLock();

    final Deque<Group> inFlight = new ArrayDeque<>();

    /** The records that are handed over or durable. */
    final ConcurrentNavigableMap<Long, Stored> records = new ConcurrentSkipListMap<>();

    @Nullable
    LogIdentity identity;

    volatile long epoch;
    volatile long written = FIRST_LSN;
    volatile long durable = FIRST_LSN;
    volatile long trimmed;

    /** Creates an empty log with a capacity in bytes. Groups reach it at once. */
    public InMemoryLog(long capacity) {
        this(Network.NONE, capacity, Integer.MAX_VALUE);
    }

    /** Creates an empty log behind a network. */
    public InMemoryLog(Network network, long capacity, int largestRecord) {
        this.network = network;
        this.capacity = capacity;
        this.largestRecord = largestRecord;
    }

    @Override
    public String describe() {
        return "memory";
    }

    /** Makes the log survive the journal's directory. Returns this log. */
    public InMemoryLog survivingDirectory() {
        survivesDirectory = true;
        return this;
    }

    @Override
    public boolean survivesDirectory() {
        return survivesDirectory;
    }

    @Override
    public Optional<LogIdentity> find(LogContext context) {
        return Optional.ofNullable(identity);
    }

    @Override
    public OpenedLog create(LogContext context, LogIdentity journal) {
        identity = journal;
        return open(context, journal);
    }

    @Override
    public OpenedLog open(LogContext context, LogIdentity journal) {
        lock.lock();
        try {
            long opening = epoch + 1;
            epoch = opening;
            failAll(new IOException("Opened by another writer"));
            durable = written;
            ends.put(opening - 1, written);
            return new Opened(journal, opening, trimmed, new Writer(opening, written), Map.copyOf(ends), snapshot);
        } finally {
            lock.unlock();
        }
    }

    private record Opened(
            LogIdentity identity, long epoch, long begin, CommitLog log, Map<Long, Long> ends, long snapshot)
            implements OpenedLog {

        @Override
        public long endOf(long earlier) {
            return ends.getOrDefault(earlier, -1L);
        }
    }

    @Override
    public LogReader read(long from) {
        Iterator<Long> lsns =
                new ArrayList<>(records.subMap(from, Math.max(from, durable)).keySet()).iterator();
        return new LogReader() {
            @Override
            public @Nullable LogRecord next() {
                Long lsn = lsns.hasNext() ? lsns.next() : null;
                Stored record = lsn == null ? null : records.get(lsn);
                return record == null ? null : new LogRecord(record.type, lsn, ByteBuffer.wrap(record.content.clone()));
            }

            @Override
            public void close() {}
        };
    }

    private void failAll(Throwable cause) {
        while (!inFlight.isEmpty()) {
            inFlight.remove().completion.failed(cause);
        }
    }

    private final class Writer implements CommitLog {

        private final long opening;
        private NavigableMap<Long, Stored> added = new TreeMap<>();
        private int pending;
        private long kept;
        private volatile long end;
        private final AtomicLong commits = new AtomicLong();
        private volatile @Nullable Throwable failure;

        Writer(long opening, long end) {
            this.opening = opening;
            this.end = end;
        }

        @Override
        public LogCapabilities capabilities() {
            return new Capabilities(
                    network.groupsInFlight(), largestRecord, capacity < Long.MAX_VALUE, network == Network.NONE);
        }

        @Override
        public long reserve(int contentLength, boolean urgent) throws IOException {
            requireWorking();
            if (!urgent && retainedBytes() + contentLength + kept > capacity) {
                throw new LogFullException("The log in memory has no room for " + contentLength + " bytes", null);
            }
            return end;
        }

        @Override
        public void reserveForLater(int contentLength) {
            kept += contentLength;
        }

        @Override
        public void releaseReservation(int contentLength) {
            kept -= contentLength;
        }

        @Override
        public void add(int type, ByteBuffer head, byte[] body) throws IOException {
            requireWorking();
            byte[] content = new byte[head.remaining() + body.length];
            if (content.length > largestRecord) {
                throw new IOException("A record of " + content.length + " bytes is larger than " + largestRecord);
            }
            ByteBuffer.wrap(content).put(head).put(body);
            added.put(end, new Stored(type, content));
            pending += content.length;
            long next = end + content.length + 16;
            end = next;
        }

        private void requireWorking() throws IOException {
            Throwable failed = failure;
            if (failed != null || epoch != opening) {
                throw new IOException("This writer has ended", failed);
            }
        }

        @Override
        public int pending() {
            return pending;
        }

        private Group take(GroupCompletion completion) {
            NavigableMap<Long, Stored> taken = added;
            added = new TreeMap<>();
            pending = 0;
            return new Group(taken, end, completion, new AtomicBoolean());
        }

        @Override
        public void commit(GroupCompletion completion) {
            Group group = take(completion);
            lock.lock();
            try {
                requireWorking();
                inFlight.add(group);
            } catch (IOException e) {
                completion.failed(e);
                return;
            } finally {
                lock.unlock();
            }
            (failing ? Network.BROKEN : network).send(() -> arrived(group), this::fail);
        }

        private void arrived(Group group) {
            lock.lock();
            try {
                group.arrived.set(true);
                while (epoch == opening
                        && failure == null
                        && !inFlight.isEmpty()
                        && inFlight.peek().arrived.get()) {
                    Group first = inFlight.remove();
                    commits.addAndGet(first.end > durable ? 1 : 0);
                    records.putAll(first.records);
                    written = first.end;
                    durable = first.end;
                    completePart();
                    first.completion.completed();
                }
            } finally {
                lock.unlock();
            }
        }

        private void fail(Throwable cause) {
            lock.lock();
            try {
                if (epoch == opening && failure == null) {
                    failure = cause;
                    failAll(cause);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void handOver() throws IOException {
            requireWorking();
            records.putAll(take(Network.UNAWAITED).records);
            written = end;
            completePart();
        }

        @Override
        public void commitHandedOver() throws IOException {
            requireWorking();
            durable = written;
        }

        private void completePart() {
            if (survivesDirectory && written - boundaries.last() >= PART_SIZE) {
                boundaries.add(written);
            }
        }

        @Override
        public List<LogPart> parts() {
            List<LogPart> parts = new ArrayList<>();
            long begin = 0;
            for (long end : boundaries) {
                if (end <= durable && !records.subMap(begin, end).isEmpty()) {
                    parts.add(new LogPart(begin, end));
                }
                begin = end;
            }
            return parts;
        }

        @Override
        public void discard(LogPart part) throws IOException {
            requireWorking();
            trimmed = Math.max(trimmed, part.end());
            records.subMap(part.begin(), part.end()).clear();
        }

        @Override
        public boolean snapshot(long lsn) throws IOException {
            requireWorking();
            snapshot = lsn;
            return true;
        }

        @Override
        public LogReader reader(long from) {
            return read(from);
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
        public long commits() {
            return commits.get();
        }

        @Override
        public boolean canTrim(long below) {
            return base() + (8 << 10) <= below;
        }

        @Override
        public void trim(long below) throws IOException {
            requireWorking();
            trimmed = Math.max(trimmed, below);
            records.headMap(below).clear();
        }

        private long base() {
            var first = records.firstEntry();
            return first == null ? durable : first.getKey();
        }

        @Override
        public long retainedBytes() {
            return end - base();
        }

        @Override
        public void close() {}
    }
}
