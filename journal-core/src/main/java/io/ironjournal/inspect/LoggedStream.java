package io.ironjournal.inspect;

import java.util.Arrays;

/**
 * What the log has of one generation of a stream. Instead of the entries it has sparse positions: the first record of the
 * stream in each part of the log.
 */
final class LoggedStream {

    /** At most one position is kept for so many bytes of the log. */
    private static final long DISTANCE = 256 << 10;

    private final String name;
    private final long generation;
    private final long firstId;
    private long nextId;
    private long lastTime;
    private long[] ids = new long[1];
    private long[] lsns = new long[1];
    private long[] times = new long[1];
    private int count;

    LoggedStream(String name, long generation, long firstId) {
        this.name = name;
        this.generation = generation;
        this.firstId = firstId;
        this.nextId = firstId;
    }

    /** Notes the entries of a record. */
    void add(long id, int entries, long lsn, long time) {
        if (count == 0 || lsn - lsns[count - 1] >= DISTANCE) {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, 2 * count);
                lsns = Arrays.copyOf(lsns, 2 * count);
                times = Arrays.copyOf(times, 2 * count);
            }
            ids[count] = id;
            lsns[count] = lsn;
            times[count] = time;
            count++;
        }
        nextId = id + entries;
        lastTime = time;
    }

    String name() {
        return name;
    }

    long generation() {
        return generation;
    }

    /** Returns the first id in the log. */
    long firstId() {
        return firstId;
    }

    long nextId() {
        return nextId;
    }

    /** Returns the time of the last entry. */
    long lastTime() {
        return lastTime;
    }

    /** Returns the LSN of a record from which on an entry can be found. */
    long lsnFor(long id) {
        int i = Arrays.binarySearch(ids, 0, count, id);
        return lsns[Math.max(0, i >= 0 ? i : -i - 2)];
    }

    /** Returns an id from which on the first entry at or after a time can be found. */
    long idBefore(long time) {
        int i = 0;
        while (i + 1 < count && times[i + 1] < time) {
            i++;
        }
        return ids[i];
    }
}
