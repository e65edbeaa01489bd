package io.ironjournal.segment;

import io.ironjournal.ErrorContext;
import io.ironjournal.format.PaddedNumber;
import io.ironjournal.format.SegmentHeader;
import io.ironjournal.format.StreamDirectoryName;
import io.ironjournal.format.StreamName;
import io.ironjournal.io.Storage;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The paths of one generation of a stream, and the expected content of the headers. */
final class StreamFiles {

    static final String STREAMS = "streams";

    private static final String SUFFIX = ".wal";
    private static final int DIGITS = 20;
    private static final String LARGEST = "09223372036854775807";

    private final Storage storage;
    private final UUID journalId;
    private final String stream;
    private final String directory;
    private final int tag;
    private final int hash;
    private final long generation;

    StreamFiles(Storage storage, UUID journalId, String stream, long generation) {
        this(storage, journalId, stream, generation, directory(stream));
    }

    /** Describes a stream whose segments are in another directory than the journal has them. */
    StreamFiles(Storage storage, UUID journalId, String stream, long generation, String directory) {
        this.storage = storage;
        this.journalId = journalId;
        this.stream = stream;
        this.generation = generation;
        this.directory = directory;
        tag = StreamName.tag(stream);
        hash = 31 * tag + Long.hashCode(generation);
    }

    static String directory(String stream) {
        return STREAMS + '/' + StreamDirectoryName.encode(stream);
    }

    static String path(String directory, long firstId) {
        return directory + '/' + PaddedNumber.of(firstId, DIGITS) + SUFFIX;
    }

    /** Returns the first ids of the segments in a directory, ascending. Foreign files are ignored. */
    static long[] segments(Storage storage, String directory) throws IOException {
        List<String> names = storage.list(directory);
        long[] firstIds = new long[names.size()];
        int count = 0;
        for (String name : names) {
            if (isSegment(name)) {
                firstIds[count++] = Long.parseLong(name.substring(0, DIGITS));
            }
        }
        Arrays.sort(firstIds, 0, count);
        return Arrays.copyOf(firstIds, count);
    }

    /** Returns how many of these segments begin below an id. */
    static int below(long[] segments, long id) {
        int i = Arrays.binarySearch(segments, id);
        return i >= 0 ? i : -i - 1;
    }

    private static boolean isSegment(String name) {
        return name.length() == DIGITS + SUFFIX.length()
                && name.endsWith(SUFFIX)
                && PaddedNumber.begins(name, DIGITS)
                && name.substring(0, DIGITS).compareTo(LARGEST) <= 0;
    }

    /** Returns whether both are the same generation of the same stream. Compared only within one store. */
    @Override
    public boolean equals(@Nullable Object object) {
        return object == this
                || (object instanceof StreamFiles other
                        && generation == other.generation
                        && stream.equals(other.stream));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    Storage storage() {
        return storage;
    }

    String stream() {
        return stream;
    }

    String directory() {
        return directory;
    }

    int tag() {
        return tag;
    }

    long generation() {
        return generation;
    }

    String path(long firstId) {
        return path(directory, firstId);
    }

    SegmentHeader header(long firstId, long timeBefore) {
        return new SegmentHeader(journalId, generation, firstId, tag, timeBefore);
    }

    /** Describes a position in a segment, for messages. */
    String at(long segment, long offset) {
        return "stream '" + Printable.name(stream) + "', file " + storage.describe(path(segment)) + ", offset "
                + offset;
    }

    /** Describes a segment, for the accessors of an error. */
    ErrorContext context(long segment) {
        return ErrorContext.ofStream(stream).withFile(storage.describe(path(segment)));
    }
}
