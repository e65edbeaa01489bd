package io.ironjournal.log;

import org.jspecify.annotations.Nullable;

/** The groups that were sent and are not applied, oldest first, and the one that is being filled. */
final class CommitWindow {

    /** Bytes that may be on their way, about. */
    private static final int MAX_BYTES = 4 << 20;

    private final CommitGroup[] ring;
    private int first;
    private int sent;
    private long bytes;

    /**
     * Starts empty.
     *
     * @param groups how many may be on their way
     * @param announcement run when a group's outcome is known, by another thread than the one that sent it
     */
    CommitWindow(int groups, Runnable announcement) {
        ring = new CommitGroup[groups + 1];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = new CommitGroup(announcement);
        }
    }

    /** How many groups are on their way. */
    int sent() {
        return sent;
    }

    boolean isFull() {
        return sent == ring.length - 1 || bytes >= MAX_BYTES;
    }

    /** The group that is being filled. */
    CommitGroup current() {
        return at(sent);
    }

    private CommitGroup at(int index) {
        int place = first + index;
        return ring[place < ring.length ? place : place - ring.length];
    }

    /** The current group is on its way; another one is filled from now on. */
    void sendCurrent() {
        bytes += current().bytes();
        sent++;
    }

    /** The group that was sent first; null when none is on its way. */
    @Nullable
    CommitGroup oldest() {
        return sent == 0 ? null : ring[first];
    }

    void removeOldest() {
        CommitGroup oldest = ring[first];
        bytes -= oldest.bytes();
        oldest.reuse();
        first = first + 1 < ring.length ? first + 1 : 0;
        sent--;
    }

    /** Fails all groups, also the one that is being filled. The log may still report the outcome of some. */
    void failAll(CompletedWrites completed, RuntimeException cause) {
        for (int i = 0; i <= sent; i++) {
            at(i).complete(completed, cause);
        }
        first = (first + sent) % ring.length;
        sent = 0;
        bytes = 0;
    }
}
