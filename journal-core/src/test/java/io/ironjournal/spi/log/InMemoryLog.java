package io.ironjournal.spi.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A commit log in memory, which outlives the journal that writes to it. Groups travel to it over a {@link Network}. It needs
 * nothing but the port, knows no directory, and proves that the engine needs nothing else of a log.
 */
public final class InMemoryLog implements LogProvider {

    private static final long FIRST_LSN = 512;
    private static final int TRIM_UNIT = 8 << 10;

    private record Stored(int type, byte[] content) {}

    private final long capacity;
    private final Network network;
    private final int largestRecord;

    /** Guards the groups in flight; completions are called while it is held, so that their order is that of the groups. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Deque<Group> inFlight = new ArrayDeque<>();

    /** What was handed over or is durable. */
    private final ConcurrentNavigableMap<Long, Stored> records = new ConcurrentSkipListMap<>();

    private @Nullable LogIdentity identity;
    private volatile long epoch;
    private volatile long written = FIRST_LSN;
    private volatile long durable = FIRST_LSN;
    private volatile long trimmed;

    private InMemoryLog(long capacity, Network network, int largestRecord) {
        this.capacity = capacity;
        this.network = network;
        this.largestRecord = largestRecord;
    }

    /** An empty log that takes so many bytes, at once. */
    public static InMemoryLog create(long capacity) {
        return over(Network.NONE, capacity, Integer.MAX_VALUE);
    }

    /** An empty log behind a network. */
    public static InMemoryLog over(Network network, long capacity, int largestRecord) {
        return new InMemoryLog(capacity, network, largestRecord);
    }

    /** What is left when the process is killed: all that was handed over. */
    public InMemoryLog kill() {
        return left(written);
    }

    /** What is left when power is cut: all that is durable, and some of what follows, in its order. */
    public InMemoryLog powerCut(long seed) {
        lock.lock();
        try {
            NavigableMap<Long, Stored> sent = new TreeMap<>(records.tailMap(durable));
            inFlight.forEach(group -> sent.putAll(group.records));
            List<Long> cuts = new ArrayList<>(sent.keySet());
            cuts.add(inFlight.isEmpty() ? written : inFlight.getLast().end);
            long cut = cuts.get(new SplittableRandom(seed).nextInt(cuts.size()));
            InMemoryLog left = left(cut);
            left.records.putAll(sent.headMap(cut));
            return left;
        } finally {
            lock.unlock();
        }
    }

    private InMemoryLog left(long end) {
        InMemoryLog left = new InMemoryLog(capacity, network, largestRecord);
        left.records.putAll(records.headMap(end));
        left.identity = identity;
        left.epoch = epoch;
        left.written = end;
        left.durable = end;
        left.trimmed = trimmed;
        return left;
    }

    @Override
    public String describe() {
        return "memory";
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
            return new Opened(journal, opening, trimmed, new Writer(opening, written));
        } finally {
            lock.unlock();
        }
    }

    private record Opened(LogIdentity identity, long epoch, long begin, CommitLog log) implements OpenedLog {}

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
        for (Group group = inFlight.poll(); group != null; group = inFlight.poll()) {
            group.completion.failed(cause);
        }
    }

    /** Records that become durable together, or handed over and not durable. */
    private static final class Group {
        private final NavigableMap<Long, Stored> records;
        private final long end;
        private final GroupCompletion completion;
        private boolean arrived;

        Group(NavigableMap<Long, Stored> records, long end, GroupCompletion completion) {
            this.records = records;
            this.end = end;
            this.completion = completion;
        }
    }

    private final class Writer implements CommitLog, LogCapabilities {

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
            return this;
        }

        @Override
        public int groupsInFlight() {
            return network.groupsInFlight();
        }

        @Override
        public int largestRecord() {
            return largestRecord;
        }

        @Override
        public boolean canFillUp() {
            return capacity < Long.MAX_VALUE;
        }

        @Override
        public boolean handsOver() {
            return network == Network.NONE;
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
        public void keepRoom(int contentLength) {
            kept += contentLength;
        }

        @Override
        public void releaseRoom(int contentLength) {
            kept -= contentLength;
        }

        @Override
        public void add(int type, ByteBuffer head, byte[] body) throws IOException {
            requireWorking();
            int fromHead = head.remaining();
            byte[] content = new byte[fromHead + body.length];
            if (content.length > largestRecord) {
                throw new IOException("A record of " + content.length + " bytes is larger than " + largestRecord);
            }
            head.get(content, 0, fromHead);
            System.arraycopy(body, 0, content, fromHead, body.length);
            added.put(end, new Stored(type, content));
            pending += content.length;
            long next = end + content.length + 16;
            end = next;
        }

        private void requireWorking() throws IOException {
            Throwable failed = failure;
            if (failed != null || epoch != opening) {
                throw new IOException("This writer is at an end", failed);
            }
        }

        @Override
        public int pending() {
            return pending;
        }

        private Group take(GroupCompletion completion) {
            Group group = new Group(added, end, completion);
            added = new TreeMap<>();
            pending = 0;
            return group;
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
            network.send(() -> arrived(group), this::fail);
        }

        private void arrived(Group group) {
            lock.lock();
            try {
                group.arrived = true;
                while (epoch == opening && failure == null && !inFlight.isEmpty() && inFlight.peek().arrived) {
                    Group first = inFlight.remove();
                    commits.addAndGet(first.end > durable ? 1 : 0);
                    records.putAll(first.records);
                    written = first.end;
                    durable = first.end;
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
        }

        @Override
        public void commitHandedOver() throws IOException {
            requireWorking();
            durable = written;
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
            return base() + TRIM_UNIT <= below;
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
