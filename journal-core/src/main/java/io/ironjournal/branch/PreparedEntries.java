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
import org.jspecify.annotations.Nullable;

/**
 * The entries of prepared branches. They are kept in memory while together they take no more than a bound; above it those
 * prepared first are dropped, and read again from the commit log when they are needed. {@link #keep} and {@link #forget}
 * are called by recovery and by whoever runs the committer, {@link #of} and {@link #bytesOf} by any thread but that.
 */
final class PreparedEntries {

    private final CommitLog log;
    private final long bound;

    /** Those in memory, oldest first. */
    private final Set<PreparedBranch> kept = new LinkedHashSet<>();

    private long bytes;

    /**
     * Starts without any.
     *
     * @param log has the PREPARE of each branch
     * @param bound what may be in memory, in bytes
     */
    PreparedEntries(CommitLog log, long bound) {
        this.log = log;
        this.bound = bound;
    }

    /** Keeps the entries of a branch whose PREPARE is durable; drops the oldest ones if they are too many. */
    void keep(PreparedBranch branch) {
        kept.add(branch);
        bytes += branch.length();
        Iterator<PreparedBranch> oldest = kept.iterator();
        while (bytes > bound && oldest.hasNext()) {
            PreparedBranch dropped = oldest.next();
            oldest.remove();
            drop(dropped);
        }
    }

    /** Forgets a branch that is decided. */
    void forget(PreparedBranch branch) {
        if (kept.remove(branch)) {
            drop(branch);
        }
    }

    private void drop(PreparedBranch branch) {
        branch.dropBody();
        bytes -= branch.length();
    }

    /** The entries of a branch, from memory or from the log. */
    EntryBody of(PreparedBranch branch) {
        EntryBody body = branch.body();
        return body == null ? branch.parse(read(branch)) : body;
    }

    /** The content of a branch's PREPARE, from memory or from the log. */
    byte[] bytesOf(PreparedBranch branch) {
        EntryBody body = branch.body();
        return body == null ? read(branch) : body.bytes();
    }

    /** Reads again if the record was carried forward meanwhile: then the place that was read may be in use again. */
    private byte[] read(PreparedBranch branch) {
        while (true) {
            long lsn = branch.lsn();
            IOException failure = null;
            try {
                byte @Nullable [] content = read(lsn, branch.length());
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

    /** The content of the PREPARE at an LSN; null when no such record is there, any longer. */
    private byte @Nullable [] read(long lsn, int length) throws IOException {
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
        String then = ". The branch stays prepared; other branches and streams are not concerned.";
        return failure == null
                ? new CorruptionException(what + ": the record there is damaged" + then)
                : new JournalIOException(what + ": " + failure.getMessage() + then, failure);
    }
}
