package io.ironjournal.test.storage;

import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.StoragePath;
import io.ironjournal.io.WritableFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** A directory of a simulated device as a storage of its own. It loses power, and dies, together with the device. */
final class SimulatedSubdirectory implements Storage {

    private final SimulatedStorage device;
    private final String directory;

    SimulatedSubdirectory(SimulatedStorage device, String directory) {
        this.device = device;
        this.directory = directory;
    }

    boolean takesLinksFrom(SimulatedStorage other) {
        return device == other && !directory.startsWith("elsewhere");
    }

    String path(String path) {
        return StoragePath.check(path).isEmpty() ? directory : directory + '/' + path;
    }

    /** Creates the directory itself, and forces its name, as a storage on the disk does. */
    private void create() throws IOException {
        if (!device.exists(directory)) {
            device.createDirectory(directory);
        }
        device.forceDirectory("");
    }

    @Override
    public Closeable lock() {
        throw new UnsupportedOperationException("A subdirectory has no lock");
    }

    @Override
    public List<String> list(String path) throws IOException {
        return device.list(path(path));
    }

    @Override
    public void whenTooManyFilesAreOpen(Runnable closing) {}

    @Override
    public boolean exists(String path) throws IOException {
        return device.exists(path(path));
    }

    @Override
    public void createDirectory(String path) throws IOException {
        create();
        device.createDirectory(path(path));
    }

    @Override
    public void forceDirectory(String path) throws IOException {
        device.forceDirectory(path(path));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        device.rename(path(from), path(to));
    }

    @Override
    public void delete(String path) throws IOException {
        device.delete(path(path));
    }

    @Override
    public WritableFile create(String path) throws IOException {
        create();
        return device.create(path(path));
    }

    @Override
    public WritableFile openForWrite(String path) throws IOException {
        return device.openForWrite(path(path));
    }

    @Override
    public ReadableFile openForRead(String path) throws IOException {
        return device.openForRead(path(path));
    }

    @Override
    public OptionalLong size(String path) throws IOException {
        return device.size(path(path));
    }

    @Override
    public String describe(String path) {
        return device.describe(path(path));
    }

    @Override
    public void close() {}
}
