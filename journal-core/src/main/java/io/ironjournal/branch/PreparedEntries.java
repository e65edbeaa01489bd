package io.ironjournal.branch;

import io.ironjournal.CorruptionException;
import io.ironjournal.JournalIOException;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.RecordType;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogRecord;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The entries of prepared branches. They are kept in memory up to a limit. Above it, the entries prepared first are
 * dropped, and are read from the commit log when they are needed. Recovery and the thread that runs the committer call
 * {@link #add} and {@link #remove}. All other threads can call the other methods.
 */
final class PreparedEntries {

    private final CommitLog log;
    private final long memoryLimit;

    /** The entries in memory, oldest first. */
    private final Set<PreparedBranch> kept = new LinkedHashSet<>();

    private final AtomicLong bytes = new AtomicLong();

    /**
     * Creates an object without entries.
     *
     * @param log contains the PREPARE of each branch
     * @param memoryLimit the maximum memory in bytes
     */
    PreparedEntries(CommitLog log, long memoryLimit) {
        this.log = log;
        this.memoryLimit = memoryLimit;
    }

    /**
     * Keeps the entries of a branch whose PREPARE is not written yet. Returns false if there is no room; they must be
     * written then.
     */
    boolean hold(PreparedBranch branch) {
        long before;
        do {
            before = bytes.get();
            if (before + branch.length() > memoryLimit) {
                return false;
            }
        } while (!bytes.compareAndSet(before, before + branch.length()));
        branch.held();
        return true;
    }

    /** Forgets a branch that {@link #hold} kept and whose PREPARE was never written. Called by any thread. */
    void discard(PreparedBranch branch) {
        drop(branch);
    }

    /** Keeps the entries of a prepared branch. Above the limit, drops the oldest ones whose PREPARE is durable. */
    void add(PreparedBranch branch) {
        kept.add(branch);
        if (!branch.isHeld()) {
            bytes.addAndGet(branch.length());
        }
        Iterator<PreparedBranch> oldest = kept.iterator();
        long durable = log.durable();
        while (bytes.get() > memoryLimit && oldest.hasNext()) {
            PreparedBranch dropped = oldest.next();
            // The log returns only what is durable.
            if (dropped.lsn() < durable) {
                oldest.remove();
                drop(dropped);
            }
        }
    }

    /** Returns whether the entries of another branch can be kept in memory. */
    boolean hasRoom(int length) {
        return bytes.get() + length <= memoryLimit;
    }

    /** Forgets a branch that is decided. */
    void remove(PreparedBranch branch) {
        if (kept.remove(branch)) {
            drop(branch);
        }
    }

    private void drop(PreparedBranch branch) {
        branch.dropBody();
        bytes.addAndGet(-branch.length());
    }

    /** Returns the entries of a branch, from memory or from the log. */
    EntryBody read(PreparedBranch branch) {
        EntryBody body = branch.body();
        return body == null ? branch.parse(readFromLog(branch)) : body;
    }

    /** Returns the content of a branch's PREPARE, from memory or from the log. */
    byte[] content(PreparedBranch branch) {
        EntryBody body = branch.body();
        return body == null ? readFromLog(branch) : body.bytes();
    }

    /**
     * Reads the record. Repeats that if the record was carried forward, because its old position may be in use again.
     */
    private byte[] readFromLog(PreparedBranch branch) {
        while (true) {
            long lsn = branch.lsn();
            IOException failure = null;
            try {
                byte @Nullable [] content = readFromLog(lsn, branch.length());
                if (content != null) {
                    return content;
                }
            } catch (IOException e) {
                failure = e;
            }
            if (branch.lsn() == lsn) {
                throw unreadable(branch, lsn, failure);
            }
        }
    }

    /** Returns the content of the PREPARE at an LSN, or null if there is no such record. */
    private byte @Nullable [] readFromLog(long lsn, int length) throws IOException {
        try (LogReader reader = log.reader(lsn)) {
            LogRecord record = reader.next();
            if (record == null
                    || record.type() != RecordType.PREPARE.code()
                    || record.lsn() != lsn
                    || record.content().remaining() != length) {
                return null;
            }
            byte[] content = new byte[length];
            record.content().get(content);
            return content;
        }
    }

    private static RuntimeException unreadable(PreparedBranch branch, long lsn, @Nullable IOException failure) {
        String what =
                "The entries of prepared branch " + branch.id() + " cannot be read from the commit log at LSN " + lsn;
        String then = ". The branch stays prepared. Other branches and streams are not affected.";
        return failure == null
                ? new CorruptionException(what + ": the record there is damaged" + then)
                : new JournalIOException(what + ": " + failure.getMessage() + then, failure);
    }
}
