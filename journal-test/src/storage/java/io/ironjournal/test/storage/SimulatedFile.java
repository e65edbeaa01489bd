package io.ironjournal.test.storage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file's bytes as readers see them. For each sector that differs from the device, also the bytes on the device.
 *
 * <p>The arrays of sectors are replaced, never changed. Null is a hole. The last sector is zero beyond the file's size.
 */
final class SimulatedFile extends SimulatedNode {

    static final int SECTOR = 512;

    private static final byte[] ZEROS = new byte[SECTOR];

    private byte[][] sectors = new byte[4][];
    private DiskSpace space;
    private int allocated;

    /** Sectors written since the last force, with the bytes that the device has. */
    private final TreeMap<Integer, byte[]> dirty = new TreeMap<>();

    /** Sectors that a failed force marked as clean, with the bytes that the device has. No later force writes them. */
    private final TreeMap<Integer, byte[]> lost = new TreeMap<>();

    private long size;
    private long durableSize;

    /** The smallest and the largest size that the file had since the last force. */
    private long smallestSize;

    private long largestSize;

    SimulatedFile(DiskSpace space) {
        this.space = space;
    }

    long size() {
        return size;
    }

    int read(long position, byte[] target, int offset, int length) {
        int count = (int) Math.max(0, Math.min(length, size - position));
        for (int done = 0; done < count; ) {
            int index = (int) ((position + done) / SECTOR);
            int within = (int) ((position + done) % SECTOR);
            int part = Math.min(SECTOR - within, count - done);
            byte[] sector = sector(index);
            System.arraycopy(sector == null ? ZEROS : sector, within, target, offset + done, part);
            done += part;
        }
        return count;
    }

    /** Writes until the disk is full, and returns the number of bytes written. */
    int write(long position, byte[] source, int offset, int length) {
        int done = 0;
        while (done < length) {
            int index = (int) ((position + done) / SECTOR);
            int within = (int) ((position + done) % SECTOR);
            int part = Math.min(SECTOR - within, length - done);
            byte[] old = sector(index);
            if (old == null && !space.take()) {
                break;
            }
            byte[] next = old == null ? new byte[SECTOR] : old.clone();
            System.arraycopy(source, offset + done, next, within, part);
            replace(index, old, next);
            done += part;
        }
        if (done > 0) {
            changeSize(Math.max(size, position + done));
        }
        return done;
    }

    void setSize(long newSize) {
        if (newSize < size) {
            int keep = sectorsIn(newSize);
            for (int index = keep; index < Math.min(sectors.length, sectorsIn(size)); index++) {
                if (sectors[index] != null) {
                    markDirty(index);
                    sectors[index] = null;
                    allocated--;
                    space.add(-1);
                }
            }
            int within = (int) (newSize % SECTOR);
            byte[] last = within == 0 ? null : sector(keep - 1);
            if (last != null) {
                replace(keep - 1, last, Arrays.copyOf(Arrays.copyOf(last, within), SECTOR));
            }
        }
        changeSize(newSize);
    }

    private void changeSize(long newSize) {
        size = newSize;
        smallestSize = Math.min(smallestSize, size);
        largestSize = Math.max(largestSize, size);
    }

    private byte @Nullable [] sector(int index) {
        return index < sectors.length ? sectors[index] : null;
    }

    private void replace(int index, byte @Nullable [] old, byte[] next) {
        if (old == null) {
            allocated++;
        } else if (Arrays.equals(old, next) && !lost.containsKey(index)) {
            return;
        }
        markDirty(index);
        if (index >= sectors.length) {
            sectors = Arrays.copyOf(sectors, Math.max(index + 1, sectors.length * 2));
        }
        sectors[index] = Arrays.equals(next, ZEROS) ? ZEROS : next;
    }

    private void markDirty(int index) {
        if (!dirty.containsKey(index)) {
            dirty.put(index, lost.containsKey(index) ? lost.remove(index) : sector(index));
        }
    }

    void force() {
        dirty.clear();
        sizeIsDurable();
    }

    void forceRange(long position, int length) {
        range(dirty, position, length).clear();
    }

    /** Simulates a force that a crash interrupts: some sectors reach the device, the others keep their old bytes. */
    void forceInPart(SplittableRandom random) {
        dirty.keySet().removeIf(sector -> random.nextBoolean());
        if (random.nextBoolean()) {
            sizeIsDurable();
        }
    }

    void forceRangeInPart(long position, int length, SplittableRandom random) {
        range(dirty, position, length).keySet().removeIf(sector -> random.nextBoolean());
    }

    /** Fails like {@link #forceInPart}, but no later force writes the other sectors. */
    void failForce(SplittableRandom random) {
        forceInPart(random);
        lost.putAll(dirty);
        dirty.clear();
    }

    void failForceRange(long position, int length, SplittableRandom random) {
        forceRangeInPart(position, length, random);
        Map<Integer, byte[]> failed = range(dirty, position, length);
        lost.putAll(failed);
        failed.clear();
    }

    private static Map<Integer, byte[]> range(NavigableMap<Integer, byte[]> map, long position, int length) {
        return map.subMap((int) (position / SECTOR), true, sectorsIn(position + length), false);
    }

    private void sizeIsDurable() {
        durableSize = size;
        smallestSize = size;
        largestSize = size;
    }

    @Override
    void cutPower(SplittableRandom random) {
        if (isForced()) {
            return;
        }
        int inUse = sectorsIn(size);
        for (Map.Entry<Integer, byte[]> entry : dirty.entrySet()) {
            // A truncation that did not reach the device leaves the old bytes. It does not zero them.
            if (entry.getKey() >= inUse || random.nextBoolean()) {
                restore(entry.getKey(), entry.getValue());
            }
        }
        lost.forEach(this::restore);
        cutTo(survivingSize(random));
        dirty.clear();
        lost.clear();
        sizeIsDurable();
    }

    private void restore(int index, byte @Nullable [] content) {
        if (index >= sectors.length) {
            if (content == null) {
                return;
            }
            sectors = Arrays.copyOf(sectors, index + 1);
        }
        allocated += (content == null ? 0 : 1) - (sectors[index] == null ? 0 : 1);
        sectors[index] = content;
    }

    private long survivingSize(SplittableRandom random) {
        long low = Math.min(smallestSize, durableSize);
        long high = Math.max(largestSize, durableSize);
        if (low == high) {
            return low;
        }
        return switch (random.nextInt(4)) {
            case 0 -> durableSize;
            case 1 -> size;
            case 2 -> Math.max(low, random.nextLong(low, high + 1) / SECTOR * SECTOR);
            default -> random.nextLong(low, high + 1);
        };
    }

    private void cutTo(long newSize) {
        DiskSpace counted = space;
        space = new DiskSpace();
        size = Math.max(newSize, (long) sectors.length * SECTOR);
        setSize(newSize);
        space = counted;
    }

    /** Flips bits on the device and in the page cache. */
    void corrupt(long offset, int xor) {
        int index = (int) (offset / SECTOR);
        int within = (int) (offset % SECTOR);
        byte[] flipped = flip(sector(index), within, xor);
        for (TreeMap<Integer, byte[]> onDevice : List.of(dirty, lost)) {
            onDevice.computeIfPresent(index, (sector, content) -> flip(content, within, xor));
        }
        if (index >= sectors.length) {
            sectors = Arrays.copyOf(sectors, index + 1);
        }
        if (sectors[index] == null) {
            allocated++;
            space.add(1);
        }
        sectors[index] = flipped;
    }

    private static byte[] flip(byte @Nullable [] content, int at, int xor) {
        byte[] flipped = content == null ? new byte[SECTOR] : content.clone();
        flipped[at] ^= (byte) xor;
        return flipped;
    }

    /** Frees the file's space when it has no name, and uses space again when it has one. */
    void countIn(DiskSpace newSpace) {
        space.add(-allocated);
        space = newSpace;
        space.add(allocated);
    }

    boolean isForced() {
        return dirty.isEmpty() && lost.isEmpty() && size == smallestSize && size == largestSize && size == durableSize;
    }

    private static int sectorsIn(long bytes) {
        return Math.toIntExact((bytes + SECTOR - 1) / SECTOR);
    }
}
