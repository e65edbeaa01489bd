package io.ironjournal.io;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * A journal's directory. Paths are relative to it, with {@code /} between their parts; {@code ""} is the directory
 * itself. Thread-safe. Nothing here is durable before it is forced: contents and size of a file by
 * {@link WritableFile#force()}, its name, rename or deletion by {@link #forceDirectory} of the directory that holds it.
 * No method is disturbed by an interrupt of the calling thread, whose status stays as it was.
 *
 * <p>A write or creation that fails for lack of space throws {@link NoSpaceException}.
 */
public interface Storage extends Closeable {

    /**
     * Takes the directory for this process alone.
     *
     * @return releases the directory when closed
     * @throws io.ironjournal.JournalLockedException when somebody else has it
     */
    Closeable lock() throws IOException;

    /** Names in a directory, files and directories alike, sorted; none when there is no directory of that name. */
    List<String> list(String directory) throws IOException;

    /**
     * Sets what to do when an operation finds that the system lets this process open no more files. It closes some, in
     * whatever thread; the operation is then tried once more.
     */
    void whenTooManyFilesAreOpen(Runnable closing);

    /**
     * Holds on to what a name leads to now. From then on, changes of names fail by an {@link ExchangedException} when the
     * name leads to something else that this storage did not put there.
     */
    default void hold(String path) throws IOException {}

    /**
     * Checks the names that are held.
     *
     * @throws ExchangedException when one leads to something else
     */
    default void verify() throws IOException {}

    boolean exists(String path) throws IOException;

    /** Creates a directory in one that exists; nothing happens when it is there already. */
    void createDirectory(String path) throws IOException;

    /** Makes the names in a directory durable: creations, renames and deletions so far. */
    void forceDirectory(String path) throws IOException;

    /** Renames a file or directory within this storage, replacing a file of the new name atomically. */
    void rename(String from, String to) throws IOException;

    /** Deletes a file or an empty directory; nothing happens when there is none. */
    void delete(String path) throws IOException;

    /** Creates an empty file; fails with {@link java.nio.file.FileAlreadyExistsException} when there is one. */
    WritableFile create(String path) throws IOException;

    /** Opens an existing file for writing; fails with {@link java.nio.file.NoSuchFileException} when there is none. */
    WritableFile openForWrite(String path) throws IOException;

    /** Opens an existing file for reading; fails with {@link java.nio.file.NoSuchFileException} when there is none. */
    ReadableFile openForRead(String path) throws IOException;

    /** How errors should call a path: absolute on a disk. */
    String describe(String path);

    /** Gives up what the storage itself holds; files that are open stay so. */
    @Override
    void close() throws IOException;
}
