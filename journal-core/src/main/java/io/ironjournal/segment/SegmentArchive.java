package io.ironjournal.segment;

import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.UUID;

/**
 * Keeps segments in another directory before they are truncated. A file there has a hard link's name or is a whole copy, and
 * is durable, before the truncation is recorded. So a crash leaves a segment in the journal, in the archive, or in both.
 * Used by one thread at a time.
 */
public final class SegmentArchive {

    private static final int BUFFER = 256 << 10;

    private final Storage journal;
    private final Storage archive;
    private final UUID journalId;
    private final ArchiveMarker marker;
    private final SegmentCopy copies = new SegmentCopy();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final ByteBuffer other = ByteBuffer.allocate(BUFFER);

    /**
     * Creates an archive for the segments of a journal. Creates no files.
     *
     * @param journal the journal's directory
     * @param archive the directory of the archive
     */
    public SegmentArchive(Storage journal, Storage archive, UUID journalId) {
        this.journal = journal;
        this.archive = archive;
        this.journalId = journalId;
        marker = new ArchiveMarker(journal, archive);
    }

    /**
     * Keeps the segments that begin below an id. They are forced, and do not change any more. When this returns, they are
     * durable in the archive.
     *
     * @throws io.ironjournal.io.NoSpaceException if the archive has no space
     * @throws io.ironjournal.ArchiveException if it is not the archive that the journal used before
     */
    public void keep(StreamSegments stream, long firstIdToKeep) throws IOException {
        StreamFiles files = stream.files();
        String directory = ArchivedSegments.directory(journalId, files.stream(), files.generation());
        marker.use();
        createForced(directory);
        for (long segment : stream.extent().segmentsBelow(firstIdToKeep)) {
            keep(files.path(segment), StreamFiles.path(directory, segment));
        }
        archive.forceDirectory(directory);
    }

    /** Creates a directory with its parents. Their names may be there, and not be forced. */
    private void createForced(String directory) throws IOException {
        String parent = "";
        for (int slash = directory.indexOf('/'); slash >= 0; slash = directory.indexOf('/', slash + 1)) {
            archive.createDirectory(directory.substring(0, slash));
            archive.forceDirectory(parent);
            parent = directory.substring(0, slash);
        }
        archive.createDirectory(directory);
        archive.forceDirectory(parent);
    }

    private void keep(String from, String to) throws IOException {
        if (archive.exists(to)) {
            requireSame(from, to);
        } else if (!journal.link(from, archive, to)) {
            copies.copy(journal, from, archive, to);
        }
    }

    /** After a crash, the archive may have segments that the journal has, too. */
    private void requireSame(String from, String to) throws IOException {
        try (ReadableFile one = journal.openForRead(from);
                ReadableFile another = archive.openForRead(to)) {
            boolean same = one.size() == another.size();
            for (long at = 0; same && at < one.size(); at += BUFFER) {
                one.read(at, buffer.clear());
                another.read(at, other.clear());
                same = buffer.flip().equals(other.flip());
            }
            if (!same) {
                throw new FileAlreadyExistsException(
                        archive.describe(to) + " has other content than " + journal.describe(from)
                                + ": two journals with the same id use this archive, such as a journal and its restored backup,"
                                + " or the files of the journal were built again from a log that is elsewhere."
                                + " Give each its own archive, or move that file away");
            }
        }
    }
}
