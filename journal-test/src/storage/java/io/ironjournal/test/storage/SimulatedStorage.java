package io.ironjournal.test.storage;

import io.ironjournal.io.Storage;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.WritableFile;
import io.ironjournal.io.StoragePath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * A device in memory that loses unforced data, in each way that POSIX allows, and that fails on request.
 *
 * <p>A power failure keeps any subset of the unforced sectors, sizes and names; see {@link SimulatedFile} and
 * {@link NameChange} for what stays together. A killed process leaves everything to the next one, still unforced.
 * The seeds determine all randomness. {@link #toString} returns them.
 *
 * <p>Forces are described as {@code force:<path>}, {@code writeForced:<path>} and {@code dir:<path>}, writes as
 * {@code write:<path>} and {@code writeForced:<path>}.
 */
public final class SimulatedStorage implements Storage {

    private final SimulatedTree tree;
    private final OperationHistory history;
    private final SimulatedProcess process;
    private final SimulatedLock lock = new SimulatedLock();

    public SimulatedStorage(long seed) {
        this.tree = new SimulatedTree();
        this.history = new OperationHistory();
        this.process = new SimulatedProcess("seed " + seed, seed, history);
    }

    private SimulatedStorage(SimulatedStorage before, SimulatedProcess process) {
        this.tree = before.tree;
        this.history = before.history;
        this.process = process;
    }

    // --- What happens to the machine

    /** Returns the storage after a reboot. This storage is then dead: every operation on it fails. */
    public SimulatedStorage powerCut(long seed) {
        synchronized (process) {
            SimulatedProcess next = process.next("power cut " + seed, seed);
            tree.cutPower(new SplittableRandom(seed));
            return new SimulatedStorage(this, next);
        }
    }

    /** Returns the storage as the next process finds it. Unforced data is there and still unforced. */
    public SimulatedStorage kill() {
        return new SimulatedStorage(this, process.next("kill"));
    }

    // --- Faults to inject, each counted from the call

    /**
     * Ends the process in the n-th changing operation from now, which may then have happened in part; see
     * {@link #operations}. All later calls throw {@link SimulatedCrash}.
     */
    public void crashAfter(int operations) {
        synchronized (process) {
            process.faults().crashAfter(operations);
        }
    }

    public void failForceAfter(int forces) {
        failForceAfter(forces, description -> true);
    }

    /** Fails the n-th matching force. It writes any subset of its sectors. No later force writes the others. */
    public void failForceAfter(int forces, Predicate<String> description) {
        synchronized (process) {
            process.faults().failForceAfter(forces, description);
        }
    }

    public void failWriteAfter(int writes) {
        failWriteAfter(writes, description -> true);
    }

    /** Fails the n-th matching write after a part of its bytes. */
    public void failWriteAfter(int writes, Predicate<String> description) {
        synchronized (process) {
            process.faults().failWriteAfter(writes, description);
        }
    }

    /** Makes matching forces do nothing, to check that a test notices it. */
    public void ignoreForces(Predicate<String> description) {
        synchronized (process) {
            process.faults().ignoreForces(description);
        }
    }

    /** Limits the space of files, in whole sectors. Names and directories use none. The limit survives a reboot. */
    public void setSpace(long bytes) {
        synchronized (process) {
            tree.space().setTotal(bytes / SimulatedFile.SECTOR);
        }
    }

    /** Returns whether {@link #setSpace} set a limit. */
    public boolean hasLimit() {
        synchronized (process) {
            return tree.space().total() < Long.MAX_VALUE / SimulatedFile.SECTOR;
        }
    }

    public long usedSpace() {
        synchronized (process) {
            return tree.space().used() * SimulatedFile.SECTOR;
        }
    }

    // --- Counts since this storage was created

    /** Returns the number of changing operations: writes, forces, changes of size, creations, renames, deletions. */
    public int operations() {
        synchronized (process) {
            return process.faults().operations();
        }
    }

    /** Returns the number of forces of files, by {@code force} and {@code writeForced}. */
    public int forces() {
        return fileForces("");
    }

    public int fileForces(String pathPrefix) {
        synchronized (process) {
            return process.faults().fileForces(pathPrefix);
        }
    }

    public int directoryForces() {
        synchronized (process) {
            return process.faults().directoryForces();
        }
    }

    // --- Files, without the port: no faults, no counts

    public List<String> files() {
        synchronized (process) {
            return tree.files();
        }
    }

    public byte[] readAll(String path) throws IOException {
        synchronized (process) {
            return tree.readAll(path);
        }
    }

    /** Replaces a file's content durably. Creates the file and its directories if needed. */
    public void writeAll(String path, byte[] bytes) throws IOException {
        synchronized (process) {
            tree.writeAll(path, bytes);
        }
    }

    /** Flips bits of a byte on the device and in the page cache. */
    public void corrupt(String path, long offset, int xor) throws IOException {
        synchronized (process) {
            tree.file(path).corrupt(offset, xor);
        }
    }

    /** Returns whether a power failure would keep the file's bytes and size. Its name may still be lost. */
    public boolean isForced(String path) throws IOException {
        synchronized (process) {
            return tree.file(path).isForced();
        }
    }

    // --- History of operations

    public void trace(boolean on) {
        synchronized (process) {
            history.turn(on);
        }
    }

    /** Returns the most recent operations, including those of earlier storages, if they were traced. */
    public List<String> history() {
        synchronized (process) {
            return history.lines();
        }
    }

    // --- The port

    @Override
    public Closeable lock() throws IOException {
        return process.look(() -> lock.take(process));
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return process.look(() -> tree.find(directory) instanceof SimulatedDirectory found ? found.names() : List.of());
    }

    /** Does nothing: here any number of files can be open. */
    @Override
    public void whenTooManyFilesAreOpen(Runnable closing) {}

    @Override
    public boolean exists(String path) throws IOException {
        return process.look(() -> tree.find(path) != null);
    }

    @Override
    public OptionalLong size(String path) throws IOException {
        return process.look(() -> tree.sizeOf(path));
    }

    @Override
    public void createDirectory(String path) throws IOException {
        process.change("createDirectory:" + path, () -> tree.createDirectory(path));
    }

    @Override
    public void forceDirectory(String path) throws IOException {
        process.forceDirectory(path, tree);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        process.change("rename:" + from + " to " + to, () -> tree.rename(from, to));
    }

    @Override
    public void delete(String path) throws IOException {
        process.change("delete:" + path, () -> tree.delete(path));
    }

    @Override
    public WritableFile create(String path) throws IOException {
        process.change("create:" + path, () -> tree.create(path));
        return openForWrite(path);
    }

    @Override
    public WritableFile openForWrite(String path) throws IOException {
        return process.look(() -> new SimulatedWritableFile(process, tree.file(path)));
    }

    @Override
    public ReadableFile openForRead(String path) throws IOException {
        return process.look(() -> new SimulatedReadableFile(process, tree.file(path)));
    }

    /** Links a file to a directory of the same device that {@link #another} returned. */
    @Override
    public boolean link(String path, Storage target, String name) throws IOException {
        if (!(target instanceof SimulatedSubdirectory other && other.takesLinksFrom(this))) {
            return false;
        }
        process.change("link:" + path + " as " + other.path(name), () -> tree.link(path, other.path(name)));
        return true;
    }

    /** Returns a directory of the same device. It takes no links if its name begins with "elsewhere". */
    @Override
    public Storage another(Path directory, Set<PosixFilePermission> permissions) {
        return new SimulatedSubdirectory(this, String.valueOf(directory.getFileName()));
    }

    @Override
    public String describe(String path) {
        return "simulated/" + StoragePath.check(path);
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "SimulatedStorage[" + process + "]";
    }
}
