package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;

/**
 * Deletes streams: the directory gets a name that is no stream's, in one step, then goes file by file. So a name never
 * has a part of an old life's files, and what a crash leaves is recognised.
 *
 * <p>The renaming, not what follows, must be durable before the log forgets the deletion. It may have been done by an
 * earlier process that did not force it, so it is forced even when there is nothing left to rename.
 */
final class StreamDeletion {

    /** No stream's directory has a dot in its name. */
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

    /** One readable header tells; a directory without any holds nothing that was ever durable. */
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
                // A crash may have left anything in a file that was not forced.
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

    /** Deletes what a crash left of deleted streams. */
    void deleteLeftovers() throws IOException {
        for (String name : storage.list(StreamFiles.STREAMS)) {
            if (isDeleted(name)) {
                path.unforced().changedNames(StreamFiles.STREAMS);
                deleteDirectory(StreamFiles.STREAMS + '/' + name);
            }
        }
    }

    /** Whether this is a name that {@link #unusedName} gives: others may use the same prefix. */
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
            // Somebody put a directory there: it stays, out of the way.
        }
    }
}
