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
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code SALVAGE}. It exists while segments may disagree with a truncated log: from before the truncation until a
 * mark is above it. It contains the deletions of streams that the log no longer has. They count, because files of these
 * streams may be gone. Without deletions the file is empty; otherwise it has a checksum, so that no other stream is deleted:
 *
 * <pre>
 *   0  4  CRC32C of the rest of the file
 *   4  16 id of the journal
 *  20  4  length of a {@link StreamChange}
 *  24     the StreamChange; then the next one with its length
 * </pre>
 */
final class SalvageFile {

    private static final String PATH = "SALVAGE";
    private static final String UNNAMED = "SALVAGE.new";
    private static final int HEADER = Integer.BYTES + 2 * Long.BYTES;

    /** More than any log can contain, since a deletion has a record of its own. */
    private static final long MAX_SIZE = 1L << 30;

    private final Storage storage;
    private boolean exists;

    /** The journal to which the deletions belong; null until it is known. */
    private @Nullable UUID journalId;

    private List<StreamChange> deletions = List.of();

    private SalvageFile(Storage storage, boolean exists) {
        this.storage = storage;
        this.exists = exists;
    }

    /** Reads the file, if an interrupted opening left it. */
    static SalvageFile load(Storage storage) throws IOException {
        SalvageFile file = new SalvageFile(storage, storage.exists(PATH));
        if (file.exists) {
            file.read();
        }
        return file;
    }

    private void read() throws IOException {
        try (ReadableFile file = storage.openForRead(PATH)) {
            if (file.size() == 0) {
                return;
            }
            if (file.size() < HEADER || file.size() > MAX_SIZE) {
                throw unusable("is damaged: it has " + file.size() + " bytes");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size()).order(ByteOrder.LITTLE_ENDIAN);
            file.read(0, bytes);
            decode(bytes.flip());
        }
    }

    private void decode(ByteBuffer bytes) {
        byte[] rest = new byte[bytes.remaining() - Integer.BYTES];
        int crc = bytes.getInt();
        bytes.get(rest);
        if (Crc32c.of(rest, 0, rest.length) != crc) {
            throw unusable("is damaged: its checksum is wrong");
        }
        ByteBuffer in = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
        journalId = new UUID(in.getLong(), in.getLong());
        List<StreamChange> found = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] content = new byte[in.getInt()];
            in.get(content);
            found.add(StreamChange.decode(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN)));
        }
        deletions = List.copyOf(found);
    }

    private CorruptionException unusable(String why) {
        String file = storage.describe(PATH);
        return new CorruptionException(
                file + " " + why
                        + ". It lists streams whose deletion an interrupted opening has to finish. Restore the file"
                        + " that belongs to this journal. If there is none, replace it by an empty file: a stream that was"
                        + " deleted may then come back without some of its entries",
                ErrorContext.ofFile(file),
                null);
    }

    /**
     * Says which journal is being opened.
     *
     * @throws CorruptionException if the deletions are those of another journal
     */
    void requireJournal(UUID id) {
        if (!deletions.isEmpty() && !id.equals(journalId)) {
            throw unusable("belongs to journal " + journalId + ", not to " + id);
        }
        journalId = id;
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

    private ByteBuffer encode(Set<StreamChange> changes) {
        UUID id = Objects.requireNonNull(journalId, "journalId");
        List<byte[]> contents = changes.stream().map(StreamChange::encode).toList();
        int size = HEADER
                + contents.stream()
                        .mapToInt(content -> Integer.BYTES + content.length)
                        .sum();
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        contents.forEach(content -> out.putInt(content.length).put(content));
        byte[] bytes = out.array();
        return out.flip().putInt(0, Crc32c.of(bytes, Integer.BYTES, bytes.length - Integer.BYTES));
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
