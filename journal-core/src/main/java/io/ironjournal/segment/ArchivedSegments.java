package io.ironjournal.segment;

import io.ironjournal.files.Finding;
import io.ironjournal.format.PaddedNumber;
import io.ironjournal.format.StreamDirectoryName;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The layout of an archive: {@code <journal id>/<stream>/<generation>/<first id>.wal}. A stream's directory has the same name
 * as in the journal. Files and directories with other names are ignored.
 */
public final class ArchivedSegments {

    private static final int DIGITS = 20;

    /**
     * The archived segments of one generation of a stream.
     *
     * @param directory their directory in the archive
     */
    public record Found(UUID journalId, String stream, long generation, String directory, StoredStream stored) {}

    private ArchivedSegments() {}

    static String directory(UUID journalId, String stream, long generation) {
        return journalId + "/" + StreamDirectoryName.encode(stream) + "/" + PaddedNumber.of(generation, DIGITS);
    }

    /**
     * Lists an archive.
     *
     * @param findings receives which last segments cannot be read
     */
    public static List<Found> list(Storage archive, Consumer<Finding> findings) throws IOException {
        List<Found> found = new ArrayList<>();
        for (String id : archive.list("")) {
            for (String stream : isId(id) ? archive.list(id) : List.<String>of()) {
                String name = StreamDirectoryName.decode(stream);
                for (String generation : name == null ? List.<String>of() : archive.list(id + "/" + stream)) {
                    if (name != null && isGeneration(generation)) {
                        add(archive, UUID.fromString(id), name, Long.parseLong(generation), found, findings);
                    }
                }
            }
        }
        return found;
    }

    private static void add(
            Storage archive,
            UUID journalId,
            String stream,
            long generation,
            List<Found> found,
            Consumer<Finding> findings)
            throws IOException {
        String directory = directory(journalId, stream, generation);
        long[] segments = StreamFiles.segments(archive, directory);
        if (segments.length > 0) {
            StreamFiles files = new StreamFiles(archive, journalId, stream, generation, directory);
            long end = end(files, segments[segments.length - 1], findings);
            found.add(new Found(
                    journalId,
                    stream,
                    generation,
                    directory,
                    new StoredStream(files, segments, segments[0], end, true)));
        }
    }

    private static long end(StreamFiles files, long last, Consumer<Finding> findings) throws IOException {
        try (SegmentFile file = InspectedSegment.open(files, last, last, last, findings)) {
            if (file == null) {
                return last;
            }
            SegmentTail tail = SegmentTail.backward(file, file.size());
            return tail != null
                    ? tail.nextId()
                    : SegmentTail.forward(file, file.size(), Long.MAX_VALUE).nextId();
        }
    }

    private static boolean isId(String name) {
        try {
            return UUID.fromString(name).toString().equals(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isGeneration(String name) {
        return name.length() == DIGITS && PaddedNumber.begins(name, DIGITS) && name.charAt(0) == '0';
    }
}
