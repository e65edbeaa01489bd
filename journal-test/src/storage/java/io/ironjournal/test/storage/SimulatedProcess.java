package io.ironjournal.test.storage;

import io.ironjournal.io.NoSpaceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** The process that uses the simulated storage: its operations, its death, and its faults. */
final class SimulatedProcess {

    private final String origin;
    private final SplittableRandom random;
    private final OperationHistory history;
    private final Faults faults = new Faults();
    private boolean dead;
    private boolean crashed;

    SimulatedProcess(String origin, long seed, OperationHistory history) {
        this.origin = origin;
        this.random = new SplittableRandom(seed);
        this.history = history;
    }

    /** Requires this object's monitor. */
    Faults faults() {
        return faults;
    }

    synchronized SimulatedProcess next(String event, long seed) {
        if (dead) {
            throw new IllegalStateException("The next process already has the files: " + origin);
        }
        dead = true;
        history.add("--- ", event);
        return new SimulatedProcess(origin + ", " + event, seed, history);
    }

    synchronized SimulatedProcess next(String event) {
        return next(event, random.nextLong());
    }

    synchronized void forceDirectory(String path, SimulatedTree tree) throws IOException {
        String description = "dir:" + path;
        boolean crashing = begin(description, "");
        SimulatedDirectory directory = tree.directory(path);
        faults.countDirectoryForce();
        boolean failing = faults.failsForce(description);
        if (!faults.ignoresForce(description)) {
            if (crashing || failing) {
                directory.forceInPart(random);
            } else {
                directory.force();
            }
        }
        end(description, crashing, failing);
    }

    synchronized void write(SimulatedFile file, long position, ByteBuffer source, boolean forced) throws IOException {
        String description = (forced ? "writeForced:" : "write:") + file.path();
        int length = source.remaining();
        boolean crashing = begin(description, " at " + position + " of " + length);
        boolean failing = faults.failsWrite(description);
        int attempted = crashing || failing ? random.nextInt(length + 1) : length;
        int written = file.write(position, source.array(), source.arrayOffset() + source.position(), attempted);
        if (failing && !crashing) {
            throw new IOException(description + ": simulated write of only " + written + " of " + length + " bytes");
        }
        if (written < attempted && !crashing) {
            throw new NoSpaceException(description + ": simulated disk is full", null);
        }
        source.position(source.limit());
        if (forced) {
            forceRange(description, file, position, written, crashing);
        } else {
            end(description, crashing, false);
        }
    }

    private void forceRange(String description, SimulatedFile file, long position, int length, boolean crashing)
            throws IOException {
        faults.countFileForce(file.path());
        boolean failing = faults.failsForce(description);
        if (!faults.ignoresForce(description)) {
            if (crashing) {
                file.forceRangeInPart(position, length, random);
            } else if (failing) {
                file.failForceRange(position, length, random);
            } else {
                file.forceRange(position, length);
            }
        }
        end(description, crashing, failing);
    }

    synchronized void force(SimulatedFile file) throws IOException {
        String description = "force:" + file.path();
        boolean crashing = begin(description, "");
        faults.countFileForce(file.path());
        boolean failing = faults.failsForce(description);
        if (!faults.ignoresForce(description)) {
            if (crashing) {
                file.forceInPart(random);
            } else if (failing) {
                file.failForce(random);
            } else {
                file.force();
            }
        }
        end(description, crashing, failing);
    }

    synchronized void setSize(SimulatedFile file, long size) throws IOException {
        change("setSize:" + file.path() + " to " + size, () -> file.setSize(size));
    }

    synchronized long size(SimulatedFile file) throws IOException {
        checkAlive();
        return file.size();
    }

    synchronized int read(SimulatedFile file, long position, ByteBuffer target) throws IOException {
        checkAlive();
        byte[] bytes = new byte[(int) Math.max(0, Math.min(target.remaining(), file.size() - position))];
        file.read(position, bytes, 0, bytes.length);
        target.put(bytes);
        return bytes.length;
    }

    /** Runs a changing operation. A crash either lets it happen or not. */
    synchronized void change(String description, Change change) throws IOException {
        boolean crashing = begin(description, "");
        if (!crashing || random.nextBoolean()) {
            change.apply();
        }
        end(description, crashing, false);
    }

    private boolean begin(String description, String details) throws IOException {
        checkAlive();
        boolean crashing = faults.crashesInNextOperation();
        history.add(description, crashing ? details + " CRASH" : details);
        crashed |= crashing;
        return crashing;
    }

    private void end(String description, boolean crashing, boolean failing) throws IOException {
        if (crashing) {
            throw new SimulatedCrash(description + ", operation " + faults.operations() + ": " + origin);
        }
        if (failing) {
            throw new IOException(description + ": simulated failure of the force");
        }
    }

    private void checkAlive() throws IOException {
        if (crashed) {
            throw new SimulatedCrash("The process died before: " + origin);
        }
        if (dead) {
            throw new IOException("The process is dead: " + origin);
        }
    }

    synchronized <T> T look(Query<T> query) throws IOException {
        checkAlive();
        return query.result();
    }

    @Override
    public synchronized String toString() {
        String lines = String.join("\n  ", history.lines());
        return origin + ", " + faults.operations() + " operations" + (lines.isEmpty() ? "" : "\n  " + lines + "\n");
    }

    String origin() {
        return origin;
    }

    interface Change {
        void apply() throws IOException;
    }

    interface Query<T> {
        T result() throws IOException;
    }
}
