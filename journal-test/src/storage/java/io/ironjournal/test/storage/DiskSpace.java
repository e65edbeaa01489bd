package io.ironjournal.test.storage;

/** Counts the sectors that files use, and compares them with a limit. */
final class DiskSpace {

    private long total = Long.MAX_VALUE;
    private long used;

    /** Returns an empty disk with the same limit. */
    DiskSpace emptied() {
        DiskSpace empty = new DiskSpace();
        empty.total = total;
        return empty;
    }

    void setTotal(long sectors) {
        total = sectors;
    }

    long total() {
        return total;
    }

    boolean take() {
        if (used >= total) {
            return false;
        }
        used++;
        return true;
    }

    void add(long sectors) {
        used += sectors;
    }

    long used() {
        return used;
    }
}
