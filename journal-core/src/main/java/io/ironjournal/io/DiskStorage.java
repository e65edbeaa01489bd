package io.ironjournal.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** A directory of the local file system. Holds nothing open itself. */
public final class DiskStorage implements Storage {

    private final RootDirectory root;

    public DiskStorage(Path root) {
        this.root = new RootDirectory(root.toAbsolutePath().normalize());
    }

    @Override
    public Closeable lock() throws IOException {
        root.create();
        return DirectoryLock.acquire(root.path());
    }

    @Override
    public List<String> list(String directory) throws IOException {
        Path path = resolve(directory);
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw DiskErrors.at(path, "Cannot list", Objects.requireNonNull(e.getCause()));
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(resolve(path));
    }

    @Override
    public void createDirectory(String path) throws IOException {
        root.create();
        Path directory = resolve(path);
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        } catch (IOException e) {
            throw DiskErrors.at(directory, "Cannot create the directory", e);
        }
    }

    @Override
    public void forceDirectory(String path) throws IOException {
        DirectoryForce.force(resolve(path));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Path target = resolve(to);
        try {
            Files.move(resolve(from), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw DiskErrors.at(target, "Cannot rename " + resolve(from) + " to", e);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Path file = resolve(path);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw DiskErrors.at(file, "Cannot delete", e);
        }
    }

    @Override
    public WritableFile create(String path) throws IOException {
        root.create();
        Path file = resolve(path);
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw DiskErrors.at(file, "Cannot create", e);
        }
        try {
            return new DiskWritableFile(file);
        } catch (IOException e) {
            // Nobody got the file: a second attempt must not find it there.
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public WritableFile openForWrite(String path) throws IOException {
        return new DiskWritableFile(resolve(path));
    }

    @Override
    public ReadableFile openForRead(String path) throws IOException {
        return new DiskReadableFile(resolve(path));
    }

    @Override
    public String describe(String path) {
        return resolve(path).toString();
    }

    @Override
    public void close() {}

    private Path resolve(String path) {
        Path resolved = root.path().resolve(path).normalize();
        if (!resolved.startsWith(root.path())) {
            throw new IllegalArgumentException(path + " is outside of " + root.path());
        }
        return resolved;
    }

    @Override
    public String toString() {
        return "DiskStorage[" + root.path() + "]";
    }
}
