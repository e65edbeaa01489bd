package io.ironjournal.log;

import org.jspecify.annotations.Nullable;

/** The groups that were sent but are not applied, oldest first, and the group that is being filled. */
final class CommitWindow {

    /** Approximate limit of bytes in flight. */
    private static final int MAX_BYTES = 4 << 20;

    private final CommitGroup[] ring;
    private int first;
    private int sent;
    private long bytes;

    /**
     * Creates an empty window.
     *
     * @param groups how many groups may be in flight
     * @param announcement runs when a thread other than the sender reports the outcome of a group
     */
    CommitWindow(int groups, Runnable announcement) {
        ring = new CommitGroup[groups + 1];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = new CommitGroup(announcement);
        }
    }

    /** Returns how many groups are in flight. */
    int sent() {
        return sent;
    }

    boolean isFull() {
        return sent == ring.length - 1 || bytes >= MAX_BYTES;
    }

    /** Returns the group that is being filled. */
    CommitGroup current() {
        return at(sent);
    }

    private CommitGroup at(int index) {
        int place = first + index;
        return ring[place < ring.length ? place : place - ring.length];
    }

    /** Moves the current group to those in flight; the next group is filled from now on. */
    void sendCurrent() {
        bytes += current().bytes();
        sent++;
    }

    /** Returns the group that was sent first; null when no group is in flight. */
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
