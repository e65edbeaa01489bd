package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** Lists the files of the log that belong to the log as of an LSN, for copies of the journal. */
public final class LogListing {

    private LogListing() {}

    /**
     * The file of a log segment.
     *
     * @param path the file
     * @param length the number of bytes that belong to the log. The other bytes are zeros in a copy
     * @param size the size of the file
     */
    public record Listed(String path, long length, long size) {}

    /**
     * Lists the live segments. No segment is retired meanwhile.
     *
     * <p>A segment that was made later than the LSN is left out, because its header says that more is durable. It is not
     * needed: a record names its successor only after the successor was made, so no record below the LSN names it.
     *
     * @param durable an LSN up to which the log was forced before this call
     */
    public static List<Listed> upTo(Storage storage, long durable) throws IOException {
        List<Listed> all = new ArrayList<>();
        for (String name : storage.list(LogFiles.DIRECTORY)) {
            if (LogFiles.isLive(name)) {
                String path = LogFiles.DIRECTORY + '/' + name;
                try (ReadableFile file = storage.openForRead(path)) {
                    ByteBuffer bytes = ByteBuffer.allocate(LogSegmentHeader.SIZE);
                    file.read(0, bytes);
                    LogSegmentHeader header = LogSegmentHeader.decode(bytes.flip(), storage.describe(path));
                    if (header.durable() <= durable) {
                        long used = Math.min(durable, header.limit()) - header.base();
                        all.add(new Listed(path, Math.max(LogSegmentHeader.SIZE, used), header.size()));
                    }
                } catch (NoSuchFileException e) {
                    // A prepared segment was deleted again, because the next one found no space. It holds no record.
                }
            }
        }
        return all;
    }
}
