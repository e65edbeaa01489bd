package io.ironjournal.io;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * A journal's directory, the <em>root</em>. Thread-safe.
 *
 * <p>A path is relative to the root: names in ASCII with {@code /} between them; {@code ""} is the root itself. All methods
 * refuse a path with a part that is empty, {@code .} or {@code ..} by an {@link IllegalArgumentException}.
 *
 * <p>Nothing is durable before it is forced: contents and size of a file by {@link WritableFile#force()}, its creation,
 * rename or deletion by {@link #forceDirectory} of the directory that holds it. A power cut may keep any part of what is
 * not forced, but a rename over a file leaves one of the two files.
 *
 * <p>An open file stays the same file when it is renamed, replaced or deleted. An interrupt of the calling thread affects
 * no method, and the thread stays interrupted.
 *
 * <p>An operation that fails throws an {@link IOException}, whose message says on which file and why. A write or creation
 * that fails for lack of space throws {@link NoSpaceException}. An operation on a name that fails changes no names.
 */
public interface Storage extends Closeable {

    /**
     * Locks the root for this process alone, and creates it when it is missing.
     *
     * @return releases the lock when closed; closing it again does nothing
     * @throws io.ironjournal.JournalLockedException when it is locked already, by this process or another one
     */
    Closeable lock() throws IOException;

    /**
     * Returns the names in a directory, of files and directories alike, sorted. The list is empty when there is no directory
     * of that path.
     */
    List<String> list(String directory) throws IOException;

    /**
     * Sets what to do when an operation finds that the system lets this process open no more files. It closes some, in
     * whatever thread; the operation is then tried once more.
     */
    void whenTooManyFilesAreOpen(Runnable closing);

    /**
     * Remembers which file or directory a path leads to, now or once this storage has created it, until the lock is
     * released. From then on {@link #verify} fails, and so do changes of names, when the path leads to something else that
     * this storage did not put there. Does nothing without a lock, or where files cannot be told from each other.
     */
    default void hold(String path) throws IOException {}

    /**
     * Checks the paths that are held.
     *
     * @throws ExchangedException when one leads to something else
     */
    default void verify() throws IOException {}

    /** Tells whether there is a file or directory of that path. */
    boolean exists(String path) throws IOException;

    /**
     * Creates a directory in one that exists; does nothing when there is one already.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is a file of that path
     * @throws java.nio.file.NoSuchFileException when the directory that would hold it is missing
     */
    void createDirectory(String path) throws IOException;

    /**
     * Makes the names in a directory durable: all creations, renames and deletions so far.
     *
     * @throws java.nio.file.NoSuchFileException when there is no directory of that path
     */
    void forceDirectory(String path) throws IOException;

    /**
     * Renames a file or directory within this storage. A file replaces a file of the new path atomically. Does nothing when
     * both paths are the same. Fails when the new path is that of another directory, or when a directory would replace a
     * file.
     *
     * @throws java.nio.file.NoSuchFileException when there is nothing to rename, or no directory for the new path
     * @throws IllegalArgumentException for the root
     */
    void rename(String from, String to) throws IOException;

    /**
     * Deletes a file or an empty directory; does nothing when there is none. Fails when the path leads through a file.
     *
     * @throws java.nio.file.DirectoryNotEmptyException when the directory holds something
     * @throws IllegalArgumentException for the root
     */
    void delete(String path) throws IOException;

    /**
     * Creates an empty file in a directory that exists, and opens it.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is a file or directory of that path
     * @throws java.nio.file.NoSuchFileException when the directory that would hold it is missing
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

    /** Returns a path as errors show it: absolute on a disk. */
    String describe(String path);

    /** Releases what the storage itself holds. Files that are open stay open. */
    @Override
    void close() throws IOException;
}
