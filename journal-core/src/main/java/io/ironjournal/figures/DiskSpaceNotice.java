package io.ironjournal.figures;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Logs once that the disk is full, and once that it has space again. Thread-safe. */
public final class DiskSpaceNotice {

    /** What needs space. */
    public enum User {
        LOG(1),
        SEGMENTS(2);

        private final int bit;

        User(int bit) {
            this.bit = bit;
        }
    }

    private final String journal;
    private final Executor logging;

    /** A bit for each user that finds no space. */
    private final AtomicInteger full = new AtomicInteger();

    DiskSpaceNotice(String journal, Executor logging) {
        this.journal = journal;
        this.logging = logging;
    }

    /** Notes that an attempt of a user found no space. */
    public void full(User user, Throwable cause) {
        if ((full.get() & user.bit) == 0 && full.getAndUpdate(bits -> bits | user.bit) == 0) {
            log(
                    Level.WARNING,
                    "The disk of the journal in " + journal
                            + " is full. Writers are refused until there is space, and nothing is lost: "
                            + cause.getMessage());
        }
    }

    /** Notes that a user found space. Costs one read while the disk is not full. */
    public void space(User user) {
        if ((full.get() & user.bit) != 0 && full.updateAndGet(bits -> bits & ~user.bit) == 0) {
            log(Level.INFO, "The disk of the journal in " + journal + " has space again. Writers go on");
        }
    }

    private void log(Level level, String message) {
        // The caller commits or flushes. The logger is looked up here because the first logger of a process takes long.
        logging.execute(() -> System.getLogger("io.ironjournal").log(level, message));
    }
}
