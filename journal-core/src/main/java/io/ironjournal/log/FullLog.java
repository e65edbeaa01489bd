package io.ironjournal.log;

import io.ironjournal.figures.DiskSpaceNotice;
import io.ironjournal.spi.log.LogFullException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Remembers whether the log has refused a write for lack of space. Writes may stop because of that, and then nothing
 * shows that there is space again. So a refusal is forgotten after a while. Thread-safe for readers.
 */
final class FullLog {

    private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(30);

    private volatile @Nullable LogFullException refusal;

    /** When that was, by {@link System#nanoTime}. */
    private volatile long refusedAt;

    private final DiskSpaceNotice notice;
    private final @Nullable DiskLimit limit;

    /**
     * Begins without a refusal.
     *
     * @param notice logs that the disk is full
     * @param limit the limit of the journal's disk space; null if there is none
     */
    FullLog(DiskSpaceNotice notice, @Nullable DiskLimit limit) {
        this.notice = notice;
        this.limit = limit;
    }

    /**
     * Checks the limit of the journal's disk space.
     *
     * @param end the end of the log
     * @throws LogFullException when the limit refuses the write
     */
    void require(Write write, long end) throws LogFullException {
        if (limit != null && write.needsDisk() > 0) {
            limit.require(write, end);
        }
    }

    /** Returns whether a flush may lead to space. */
    boolean flushHelps(LogFullException cause) {
        return !(cause instanceof DiskLimitException) || (limit != null && limit.isEstimated());
    }

    void refused(LogFullException cause) {
        notice.full(DiskSpaceNotice.User.LOG, cause);
        refusedAt = System.nanoTime();
        refusal = cause;
    }

    /**
     * Called after a reservation that succeeded. An urgent write may have used space that is kept for such writes, and a
     * checkpoint may have used space that entries cannot use.
     */
    void reserved(Write write) {
        LogFullException last = refusal;
        boolean entries = write.needsDisk() > 0 && !write.onlyCheckpoint();
        if (last != null && !write.urgent() && (entries || !(last instanceof DiskLimitException))) {
            refusal = null;
            notice.space(DiskSpaceNotice.User.LOG);
        }
    }

    @Nullable
    LogFullException get() {
        LogFullException last = refusal;
        return last == null || System.nanoTime() - refusedAt > REMEMBERED_NANOS ? null : last;
    }
}
