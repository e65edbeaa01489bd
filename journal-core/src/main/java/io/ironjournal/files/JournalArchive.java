package io.ironjournal.files;

import io.ironjournal.JournalIOException;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.internal.FilesOpener;
import java.nio.file.Path;
import java.util.List;

/**
 * The segments that truncations moved to the directory of {@link JournalOptionsBuilder#archive}. They are only read, also
 * beside a running journal that adds others. {@link JournalFiles#importEntries} makes a journal of their entries, which keep
 * their ids and times. Thread-safe, except the iterators that it returns.
 *
 * @since 0.1.0
 */
public interface JournalArchive {

    /**
     * Lists an archive. Reads the end of the last segment of each stream.
     *
     * @param archive the directory; a missing one is an empty archive
     * @return the archive as it is now
     * @throws JournalIOException if a directory cannot be listed, or a file cannot be read
     * @since 0.1.0
     */
    static JournalArchive openReadOnly(Path archive) {
        return FilesOpener.openArchive(archive);
    }

    /**
     * Returns the archived streams of all journals that use this archive.
     *
     * @return one object for each generation of a stream, sorted by journal, name of the directory, and generation
     * @since 0.1.0
     */
    List<ArchivedStream> streams();

    /**
     * Returns which last segments cannot be read. Their entries do not count in {@link ArchivedStream#nextId}.
     *
     * @return the findings
     * @since 0.1.0
     */
    List<Finding> findings();

    /**
     * Iterates over the entries of an archived stream, past damage.
     *
     * @param stream one of {@link #streams}, of this object or of another one for the same path
     * @param fromId the id of the first entry
     * @return an iterator; the caller closes it
     * @throws IllegalArgumentException if the stream is not of this archive
     * @since 0.1.0
     */
    EntryScan entries(ArchivedStream stream, long fromId);
}
