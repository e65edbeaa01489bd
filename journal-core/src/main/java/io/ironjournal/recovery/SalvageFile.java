package io.ironjournal.recovery;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.format.Crc32c;
import io.ironjournal.format.StreamChange;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The file {@code SALVAGE}. It exists while segments may disagree with a truncated log: from before the truncation until a
 * mark is above it. It contains the deletions of streams that the log no longer has. They count, because files of these
 * streams may be gone:
 *
 * <pre>
 *   0  4  length of the {@link StreamChange}
 *   4  4  CRC32C of the StreamChange
 *   8     the StreamChange; then the next one
 * </pre>
 */
final class SalvageFile {

    private static final String PATH = "SALVAGE";
    private static final String UNNAMED = "SALVAGE.new";
    private static final int HEADER = 2 * Integer.BYTES;

    private final Storage storage;
    private boolean exists;
    private List<StreamChange> deletions;

    private SalvageFile(Storage storage, boolean exists, List<StreamChange> deletions) {
        this.storage = storage;
        this.exists = exists;
        this.deletions = deletions;
    }

    /** Reads the file, if an interrupted opening left it. */
    static SalvageFile load(Storage storage) throws IOException {
        boolean exists = storage.exists(PATH);
        return new SalvageFile(storage, exists, exists ? read(storage) : List.of());
    }

    private static List<StreamChange> read(Storage storage) throws IOException {
        List<StreamChange> found = new ArrayList<>();
        try (ReadableFile file = storage.openForRead(PATH)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size())).order(ByteOrder.LITTLE_ENDIAN);
            file.read(0, bytes);
            bytes.flip();
            while (bytes.hasRemaining()) {
                found.add(next(storage, bytes));
            }
        }
        return List.copyOf(found);
    }

    private static StreamChange next(Storage storage, ByteBuffer bytes) {
        int at = bytes.position();
        int length = bytes.remaining() < HEADER ? -1 : bytes.getInt();
        if (length < 0 || length > bytes.remaining() - Integer.BYTES) {
            throw damaged(storage, at);
        }
        int crc = bytes.getInt();
        byte[] content = new byte[length];
        bytes.get(content);
        if (Crc32c.of(content, 0, length) != crc) {
            throw damaged(storage, at);
        }
        return StreamChange.decode(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static CorruptionException damaged(Storage storage, int offset) {
        String file = storage.describe(PATH);
        return new CorruptionException(
                file + " is damaged at offset " + offset
                        + ". It lists streams whose deletion an interrupted opening has"
                        + " to finish. Restore it from a copy. If there is none, empty it: a listed stream may then come"
                        + " back without some of its entries",
                ErrorContext.ofFile(file).withOffset(offset),
                null);
    }

    boolean exists() {
        return exists;
    }

    /** Returns the deletions of streams in discarded records. */
    List<StreamChange> deletions() {
        return deletions;
    }

    /** Creates the file durably, or adds deletions to it. */
    void begin(List<StreamChange> more) throws IOException {
        Set<StreamChange> all = new LinkedHashSet<>(deletions);
        boolean added = all.addAll(more);
        if (exists && !added) {
            // The process that created it may have been killed before it forced the name.
            storage.forceDirectory("");
            return;
        }
        storage.delete(UNNAMED);
        try (WritableFile file = storage.create(UNNAMED)) {
            if (!all.isEmpty()) {
                file.write(0, encode(all));
                file.force();
            }
        }
        storage.rename(UNNAMED, PATH);
        storage.forceDirectory("");
        exists = true;
        deletions = List.copyOf(all);
    }

    private static ByteBuffer encode(Set<StreamChange> changes) {
        List<byte[]> contents = changes.stream().map(StreamChange::encode).toList();
        int size =
                contents.stream().mapToInt(content -> HEADER + content.length).sum();
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (byte[] content : contents) {
            out.putInt(content.length)
                    .putInt(Crc32c.of(content, 0, content.length))
                    .put(content);
        }
        return out.flip();
    }

    /** Deletes the file durably: segments and log agree again. */
    void end() throws IOException {
        if (exists) {
            storage.delete(PATH);
            storage.forceDirectory("");
            exists = false;
            deletions = List.of();
        }
    }
}
