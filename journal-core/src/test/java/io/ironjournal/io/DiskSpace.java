package io.ironjournal.io;

/** Counts the sectors that files take, against a limit. */
final class DiskSpace {

    private long total = Long.MAX_VALUE;
    private long used;

    /** As much space, none of it taken. */
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
