package io.ironjournal.io;

import io.ironjournal.text.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory of the local file system. Keeps no file open itself. */
public final class DiskStorage implements Storage {

    private final RootDirectory root;
    private final AccessModes modes;
    private volatile Runnable closingFiles = () -> {};

    /** The names that are guarded while the storage is locked. */
    private volatile @Nullable GuardedNames names;

    /** Uses a directory. Only the user of this process can access the files that the storage creates. */
    public DiskStorage(Path root) {
        this(root, AccessModes.OWNER_ONLY);
    }

    /**
     * Uses a directory.
     *
     * @param permissions permissions of new files; directories also get the search permission
     */
    public DiskStorage(Path root, Set<PosixFilePermission> permissions) {
        this(root, new AccessModes(permissions));
    }

    private DiskStorage(Path root, AccessModes modes) {
        this.modes = modes;
        this.root = new RootDirectory(root, modes);
    }

    @Override
    public void whenTooManyFilesAreOpen(Runnable closing) {
        closingFiles = closing;
    }

    /** Opens a file. If the limit of open files is reached, closes some files and tries once more. */
    private <T> T open(Opening<T> opening) throws IOException {
        try {
            return opening.run();
        } catch (TooManyOpenFilesException e) {
            closingFiles.run();
            return opening.run();
        } catch (NoSpaceException e) {
            throw e;
        } catch (IOException e) {
            throw explained(e);
        }
    }

    /** Replaces the failure of an operation by an exchanged directory when that is its reason. */
    private IOException explained(IOException failure) throws IOException {
        try {
            verify();
            return failure;
        } catch (ExchangedException exchanged) {
            exchanged.addSuppressed(failure);
            return exchanged;
        }
    }

    private interface Opening<T> {
        T run() throws IOException;
    }

    @Override
    public Closeable lock() throws IOException {
        root.create();
        DirectoryLock lock = DirectoryLock.acquire(root.path(), modes);
        boolean holding = false;
        try {
            GuardedNames held = GuardedNames.in(root.path());
            held.hold("");
            held.hold(DirectoryLock.FILE);
            names = held;
            holding = true;
        } finally {
            if (!holding) {
                lock.close();
            }
        }
        return () -> release(lock);
    }

    /** Releases a lock. Names are no longer guarded: they belong to the next owner. */
    private void release(DirectoryLock lock) throws IOException {
        if (lock.isHeld()) {
            names = null;
        }
        lock.close();
    }

    /** Returns whether the file system gives files stable identities. */
    private boolean identified() {
        GuardedNames held = names;
        return held != null && held.isOn();
    }

    @Override
    public void hold(String path) throws IOException {
        GuardedNames held = names;
        if (held != null) {
            held.hold(path);
        }
    }

    @Override
    public void verify() throws IOException {
        GuardedNames held = names;
        if (held != null) {
            held.verify();
        }
    }

    /** Changes a name, after verifying all guarded names. */
    private void change(String path, GuardedNames.Change change) throws IOException {
        GuardedNames held = names;
        if (held == null) {
            change.run();
        } else {
            held.verify();
            try {
                held.change(path, change);
            } catch (NoSpaceException e) {
                throw e;
            } catch (IOException e) {
                throw explained(e);
            }
        }
    }

    @Override
    public List<String> list(String directory) throws IOException {
        Path path = resolve(directory);
        return open(() -> DirectoryNames.in(path));
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(resolve(path));
    }

    @Override
    public OptionalLong size(String path) throws IOException {
        return FileSize.of(resolve(path));
    }

    @Override
    public void createDirectory(String path) throws IOException {
        root.create();
        Path directory = resolve(path);
        change(path, () -> {
            try {
                Files.createDirectory(directory, modes.ofDirectory(directory));
            } catch (IOException e) {
                if (!(e instanceof FileAlreadyExistsException && Files.isDirectory(directory))) {
                    throw DiskErrors.at(directory, "Cannot create the directory", e);
                }
            }
        });
    }

    @Override
    public void forceDirectory(String path) throws IOException {
        Path directory = resolve(path);
        open(() -> {
            DirectoryForce.force(directory);
            return directory;
        });
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Path source = resolve(StoragePath.checkBelowRoot(from));
        Path target = resolve(StoragePath.checkBelowRoot(to));
        change(to, () -> rename(source, target));
    }

    private static void rename(Path source, Path target) throws IOException {
        String failure = "Cannot rename " + Printable.path(source) + " to";
        if (Files.isDirectory(target) && !source.equals(target)) {
            // POSIX would replace an empty directory.
            throw DiskErrors.at(target, failure, new FileAlreadyExistsException(target.toString()));
        }
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            throw DiskErrors.at(Files.exists(source, LinkOption.NOFOLLOW_LINKS) ? target : source, failure, e);
        } catch (IOException e) {
            throw DiskErrors.at(target, failure, e);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Path file = resolve(StoragePath.checkBelowRoot(path));
        change(path, () -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw DiskErrors.at(file, "Cannot delete", e);
            }
        });
    }

    @Override
    public WritableFile create(String path) throws IOException {
        root.create();
        verify();
        Path file = resolve(path);
        return open(() -> create(file));
    }

    private WritableFile create(Path file) throws IOException {
        try {
            Files.createFile(file, modes.ofFile(file));
        } catch (IOException e) {
            throw DiskErrors.at(file, "Cannot create", e);
        }
        try {
            return new DiskWritableFile(file, identified());
        } catch (IOException e) {
            // No caller got the file. A second attempt must not find it.
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Override
    public WritableFile openForWrite(String path) throws IOException {
        verify();
        Path file = resolve(path);
        return open(() -> new DiskWritableFile(file, identified()));
    }

    @Override
    public ReadableFile openForRead(String path) throws IOException {
        Path file = resolve(path);
        return open(() -> new DiskReadableFile(file));
    }

    @Override
    public boolean link(String path, Storage target, String name) throws IOException {
        return target instanceof DiskStorage other && HardLink.create(other.resolve(name), resolve(path));
    }

    @Override
    public String describe(String path) {
        return Printable.path(resolve(path));
    }

    @Override
    public OptionalLong freeSpace() {
        return root.freeSpace();
    }

    @Override
    public void close() {}

    private Path resolve(String path) {
        return root.path().resolve(StoragePath.check(path));
    }

    @Override
    public String toString() {
        return "DiskStorage[" + root.path() + "]";
    }
}
