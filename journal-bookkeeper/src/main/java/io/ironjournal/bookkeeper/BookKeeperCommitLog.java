package io.ironjournal.bookkeeper;

import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.GroupCompletion;
import io.ironjournal.spi.log.LogCapabilities;
import io.ironjournal.spi.log.LogPart;
import io.ironjournal.spi.log.LogReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.bookkeeper.client.api.WriteHandle;

/** The open log: puts records into entries, and entries into ledgers. */
final class BookKeeperCommitLog implements CommitLog {

    /** The largest content of a record. BookKeeper accepts entries of up to 5 MiB by default. */
    static final int LARGEST_RECORD = 1 << 20;

    private static final int LARGEST_ENTRY = 2 << 20;
    private static final int FIRST_BUFFER = 64 << 10;

    private final Connection connection;
    private final LedgerList list;
    private final LedgerWriter writer;
    private final long epoch;
    private final LogCapabilities capabilities;

    /** The entry that is being filled. Used by the thread that appends. */
    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_BUFFER).order(ByteOrder.LITTLE_ENDIAN);

    /** The bytes of the current group that were sent already. */
    private int sent;

    private volatile long end;

    private final AtomicBoolean closed = new AtomicBoolean();

    BookKeeperCommitLog(Connection connection, LedgerList list, WriteHandle ledger, long end) {
        this.connection = connection;
        this.list = list;
        this.writer = new LedgerWriter(connection, list, ledger, end);
        this.epoch = list.content().epoch();
        this.end = end;
        int groups = connection.settings().groupsInFlight();
        this.capabilities = new LogCapabilities() {
            @Override
            public int groupsInFlight() {
                return groups;
            }

            @Override
            public int largestRecord() {
                return LARGEST_RECORD;
            }
        };
    }

    @Override
    public LogCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public long reserve(int contentLength, boolean urgent) throws IOException {
        writer.requireWorking();
        return end;
    }

    @Override
    public void add(int type, ByteBuffer head, byte[] body) throws IOException {
        writer.requireWorking();
        int length = head.remaining() + body.length;
        if (length > LARGEST_RECORD) {
            throw new IOException("A record of " + length + " bytes is larger than " + LARGEST_RECORD);
        }
        int size = EntryFormat.RECORD_HEAD + length;
        if (buffer.position() > 0 && buffer.position() + size > LARGEST_ENTRY) {
            sent += buffer.position();
            writer.send(new SentEntry(EntryFormat.complete(buffer), end, null));
            buffer.clear();
        }
        makeRoom(size);
        if (buffer.position() == 0) {
            EntryFormat.begin(buffer, epoch, end);
        }
        buffer.put((byte) type).putInt(length).put(head).put(body);
        long next = end + size;
        end = next;
    }

    private void makeRoom(int size) {
        int needed = Math.max(buffer.position(), EntryFormat.HEAD) + size;
        if (needed > buffer.capacity()) {
            int capacity = Math.max(needed, Math.min(2 * buffer.capacity(), LARGEST_ENTRY));
            buffer =
                    ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(buffer.flip());
        }
    }

    @Override
    public int pending() {
        return sent + buffer.position();
    }

    @Override
    public void commit(GroupCompletion completion) {
        byte[] entry = buffer.position() == 0 ? null : EntryFormat.complete(buffer);
        buffer.clear();
        sent = 0;
        writer.send(new SentEntry(entry, end, completion));
    }

    /** Opens the ledgers of this process for its own readers. */
    private final class OwnLedgers implements LedgerSource {

        @Override
        public LedgerEntryReader open(LedgerInfo ledger) throws IOException {
            WriteHandle current = writer.current();
            if (ledger.id() == current.getId()) {
                return new LedgerEntryReader(current, false, current.getLastAddConfirmed(), false);
            }
            return LedgerEntryReader.of(connection.ledgers().open(ledger.id(), false));
        }

        @Override
        public boolean lists(long ledger) {
            return list.content().lists(ledger);
        }
    }

    @Override
    public LogReader reader(long from) {
        List<LedgerInfo> ledgers = list.content().ledgers();
        return new LedgersReader(new OwnLedgers(), ledgers, from, () -> {});
    }

    @Override
    public long durable() {
        return writer.durable();
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public long retainedBytes() {
        return end - list.content().ledgers().get(0).firstLsn();
    }

    @Override
    public long commits() {
        return writer.commits();
    }

    @Override
    public boolean canTrim(long below) {
        return list.canTrim(below);
    }

    @Override
    public void trim(long below) throws IOException {
        list.trim(below);
    }

    @Override
    public List<LogPart> parts() {
        return list.parts();
    }

    @Override
    public void discard(LogPart part) throws IOException {
        list.discard(part);
    }

    @Override
    public boolean snapshot(long lsn) throws IOException {
        return list.snapshot(lsn);
    }

    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        list.close();
        try {
            writer.close();
        } finally {
            connection.close();
        }
    }
}
