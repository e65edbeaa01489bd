package io.ironjournal.io;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file's bytes as readers see them, and for each sector that differs from the device what the device holds.
 *
 * <p>Sectors' arrays are never changed, only replaced; null is a hole. The last sector is zero beyond the file's size.
 */
final class SimulatedFile extends SimulatedNode {

    static final int SECTOR = 512;

    private static final byte[] ZEROS = new byte[SECTOR];

    private byte[][] sectors = new byte[4][];
    private DiskSpace space;
    private int allocated;

    /** What the device holds of sectors written since the last force. */
    private final TreeMap<Integer, byte[]> dirty = new TreeMap<>();

    /** What the device holds of sectors that a failed force took for written: no later force writes them. */
    private final TreeMap<Integer, byte[]> lost = new TreeMap<>();

    private long size;
    private long durableSize;

    /** The sizes that the file had since the last force lie between these. */
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

    /** Writes until space ends, and returns how many bytes it wrote. */
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

    /** A force that a crash interrupts: some sectors came to the device, the others are as before. */
    void forceInPart(SplittableRandom random) {
        dirty.keySet().removeIf(sector -> random.nextBoolean());
        if (random.nextBoolean()) {
            sizeIsDurable();
        }
    }

    void forceRangeInPart(long position, int length, SplittableRandom random) {
        range(dirty, position, length).keySet().removeIf(sector -> random.nextBoolean());
    }

    /** As {@link #forceInPart}, but no later force will write the others. */
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
            // A cut that did not reach the device leaves what is there, it does not zero it.
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

    /** Flips bits on the device and in the page cache alike. */
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

    /** Frees its space once it has no name, or takes it again. */
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
