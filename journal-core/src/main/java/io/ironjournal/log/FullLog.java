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

    /**
     * Begins without a refusal.
     *
     * @param notice logs that the disk is full
     */
    FullLog(DiskSpaceNotice notice) {
        this.notice = notice;
    }

    void refused(LogFullException cause) {
        notice.full(DiskSpaceNotice.User.LOG, cause);
        refusedAt = System.nanoTime();
        refusal = cause;
    }

    /**
     * Called after a reservation that succeeded.
     *
     * @param urgent whether it may have used space that is kept for urgent records
     */
    void reserved(boolean urgent) {
        if (refusal != null && !urgent) {
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
