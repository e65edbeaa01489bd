package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;

/**
 * Deletes streams. The directory first gets a name that no stream has, in one step. Then its files are deleted one by
 * one. So a stream's directory never contains a part of an old generation, and remains after a crash are recognized.
 *
 * <p>The rename must be durable before the log discards the deletion. An earlier process may have renamed the directory
 * without forcing it. So it is forced even if there is nothing left to rename.
 */
final class StreamDeletion {

    /** The directory of a stream has no dot in its name. */
    private static final String PREFIX = ".deleted-";

    private final Storage storage;
    private final WritePath path;

    StreamDeletion(Storage storage, WritePath path) {
        this.storage = storage;
        this.path = path;
    }

    void delete(StreamFiles stream) throws IOException {
        if (!storage.exists(StreamFiles.STREAMS)) {
            return;
        }
        path.unforced().changedNames(StreamFiles.STREAMS);
        String directory = stream.directory();
        if (!storage.exists(directory) || isOfAnotherLife(stream)) {
            return;
        }
        path.unforced().forget(directory);
        String away = unusedName(stream.generation());
        storage.rename(directory, away);
        deleteDirectory(away);
    }

    /** Decides by one readable header. A directory without a readable header never had durable entries. */
    private boolean isOfAnotherLife(StreamFiles stream) throws IOException {
        boolean another = false;
        for (long firstId : StreamFiles.segments(storage, stream.directory())) {
            try {
                if (SegmentFile.header(stream, firstId).generation() == stream.generation()) {
                    return false;
                }
                another = true;
            } catch (SegmentNotFoundException e) {
                throw e;
            } catch (CorruptionException e) {
                // After a crash, an unforced file can have any content.
            }
        }
        return another;
    }

    private String unusedName(long generation) throws IOException {
        String name = StreamFiles.STREAMS + '/' + PREFIX + generation;
        String unused = name;
        for (int i = 1; storage.exists(unused); i++) {
            unused = name + '-' + i;
        }
        return unused;
    }

    /** Deletes the remains of deleted streams after a crash. */
    void deleteLeftovers() throws IOException {
        for (String name : storage.list(StreamFiles.STREAMS)) {
            if (isDeleted(name)) {
                path.unforced().changedNames(StreamFiles.STREAMS);
                deleteDirectory(StreamFiles.STREAMS + '/' + name);
            }
        }
    }

    /** Returns whether {@link #unusedName} created this name. Others may use the same prefix. */
    private static boolean isDeleted(String name) {
        return name.startsWith(PREFIX)
                && name.substring(PREFIX.length()).chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-');
    }

    private void deleteDirectory(String directory) throws IOException {
        for (String name : storage.list(directory)) {
            deleteUnlessFull(directory + '/' + name);
        }
        deleteUnlessFull(directory);
    }

    private void deleteUnlessFull(String path) throws IOException {
        try {
            storage.delete(path);
        } catch (DirectoryNotEmptyException e) {
            // Other software created a directory there. It stays, and does no harm.
        }
    }
}
