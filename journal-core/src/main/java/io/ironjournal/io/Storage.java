package io.ironjournal.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A journal's directory, the <em>root</em>. Thread-safe.
 *
 * <p>A path is relative to the root: names in ASCII with {@code /} between them; {@code ""} is the root itself. All
 * methods refuse a path with a part that is empty, {@code .} or {@code ..} with an {@link IllegalArgumentException}.
 *
 * <p>Nothing is durable before it is forced: contents and size of a file by {@link WritableFile#force()}, its creation,
 * rename or deletion by {@link #forceDirectory} of its directory. A power failure may keep any part of what is not
 * forced, but a rename over a file leaves one of the two files.
 *
 * <p>An open file stays the same file when it is renamed, replaced or deleted. An interrupt of the calling thread does
 * not affect a method, and the thread stays interrupted.
 *
 * <p>An operation that fails throws an {@link IOException}, whose message says on which file and why. A write or
 * creation that fails for lack of space throws {@link NoSpaceException}. An operation on a name that fails changes no
 * names.
 */
public interface Storage extends Closeable {

    /**
     * Locks the root for this storage, and creates it when it is missing.
     *
     * @return releases the lock when closed; closing it again does nothing
     * @throws io.ironjournal.JournalLockedException when this process or another one has locked it already
     */
    Closeable lock() throws IOException;

    /**
     * Returns the names in a directory, of files and directories alike, sorted. The list is empty when there is no
     * directory of that path.
     */
    List<String> list(String directory) throws IOException;

    /**
     * Sets an action for when the limit of open files is reached. The action closes some files, in any thread. The
     * operation is then tried once more.
     */
    void whenTooManyFilesAreOpen(Runnable closing);

    /**
     * Guards a path until the lock is released: remembers which file or directory it leads to, now or after this
     * storage creates it. From then on, {@link #verify} and changes of names fail when the path leads to something else
     * that this storage did not put there. Does nothing without a lock, or if the file system gives files no
     * identities.
     */
    default void hold(String path) throws IOException {}

    /**
     * Checks all guarded paths.
     *
     * @throws ExchangedException when a path leads to something else
     */
    default void verify() throws IOException {}

    /** Returns whether there is a file or directory of that path. */
    boolean exists(String path) throws IOException;

    /** Returns the size of a file in bytes; empty when there is no file of that path, or when it is a directory. */
    OptionalLong size(String path) throws IOException;

    /**
     * Creates a directory in an existing one; does nothing when the directory exists.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is a file of that path
     * @throws java.nio.file.NoSuchFileException when its parent directory is missing
     */
    void createDirectory(String path) throws IOException;

    /**
     * Makes the names in a directory durable: all creations, renames and deletions so far.
     *
     * @throws java.nio.file.NoSuchFileException when there is no directory of that path
     */
    void forceDirectory(String path) throws IOException;

    /**
     * Renames a file or directory within this storage. A file replaces a file of the new path atomically. Does nothing
     * when both paths are the same. Fails when the new path is that of another directory, or when a directory would
     * replace a file.
     *
     * @throws java.nio.file.NoSuchFileException when there is nothing to rename, or no directory for the new path
     * @throws IllegalArgumentException for the root
     */
    void rename(String from, String to) throws IOException;

    /**
     * Deletes a file or an empty directory; does nothing when there is none. Fails when the path leads through a file.
     *
     * @throws java.nio.file.DirectoryNotEmptyException when the directory is not empty
     * @throws IllegalArgumentException for the root
     */
    void delete(String path) throws IOException;

    /**
     * Creates an empty file in an existing directory, and opens it.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is a file or directory of that path
     * @throws java.nio.file.NoSuchFileException when its parent directory is missing
     */
    WritableFile create(String path) throws IOException;

    /**
     * Opens an existing file for writing. Fails for a directory.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    WritableFile openForWrite(String path) throws IOException;

    /**
     * Opens an existing file for reading. Fails for a directory.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    ReadableFile openForRead(String path) throws IOException;

    /**
     * Gives a file a second name in another storage, by a hard link. Both names lead to the same bytes from then on.
     *
     * @param path an existing file of this storage
     * @param target the other storage
     * @param name a path that is free there, in an existing directory
     * @return false when that is not possible, for example because the storages are on different file systems; then nothing
     *     has changed
     * @throws java.nio.file.NoSuchFileException when there is no such file, or no directory for the name
     */
    default boolean link(String path, Storage target, String name) throws IOException {
        return false;
    }

    /**
     * Returns another directory of the same kind.
     *
     * @param directory its path on the disk
     * @param permissions the permissions of new files
     */
    default Storage another(Path directory, Set<PosixFilePermission> permissions) {
        return new DiskStorage(directory, permissions);
    }

    /** Returns a path as shown in error messages: absolute on a disk. */
    String describe(String path);

    /** Returns the space on the device that this process may still use, in bytes; empty if that is unknown. */
    default OptionalLong freeSpace() {
        return OptionalLong.empty();
    }

    /** Releases the resources of the storage. Open files stay open. */
    @Override
    void close() throws IOException;
}
