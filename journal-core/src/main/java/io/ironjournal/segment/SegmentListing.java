package io.ironjournal.segment;

import io.ironjournal.format.SegmentHeader;
import io.ironjournal.format.StreamDirectoryName;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Lists the segments of all streams as files, for copies of the journal. */
public final class SegmentListing {

    private static final int GENERATION_OFFSET = 32;

    private SegmentListing() {}

    /**
     * The file of a segment. Its bytes do not change any more. A segment that is not sealed may get more of them, and a file
     * of the same path may belong to another generation of the stream later.
     *
     * @param path the file
     * @param length the number of its bytes
     * @param generation the generation of its stream
     * @param sealed whether the segment has a successor
     */
    public record Listed(String path, long length, long generation, boolean sealed) {}

    /** Lists all segments. Nothing writes, truncates or deletes segments meanwhile. */
    public static List<Listed> of(Storage storage) throws IOException {
        List<Listed> all = new ArrayList<>();
        for (String name : storage.list(StreamFiles.STREAMS)) {
            if (StreamDirectoryName.decode(name) != null) {
                String directory = StreamFiles.STREAMS + '/' + name;
                long[] firstIds = StreamFiles.segments(storage, directory);
                for (int i = 0; i < firstIds.length; i++) {
                    all.add(listed(storage, StreamFiles.path(directory, firstIds[i]), i < firstIds.length - 1));
                }
            }
        }
        return all;
    }

    private static Listed listed(Storage storage, String path, boolean sealed) throws IOException {
        try (ReadableFile file = storage.openForRead(path)) {
            ByteBuffer header = ByteBuffer.allocate(SegmentHeader.SIZE).order(ByteOrder.LITTLE_ENDIAN);
            file.read(0, header);
            return new Listed(path, file.size(), header.getLong(GENERATION_OFFSET), sealed);
        }
    }
}
