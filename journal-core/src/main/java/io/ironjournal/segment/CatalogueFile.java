package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.format.CatalogueHeader;
import io.ironjournal.format.FileState;
import io.ironjournal.io.ForceFailures;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One version of the file {@code catalogue}: entries in the order of their names, then appended ones.
 *
 * <pre>
 *   header | entry a | entry b | … | entry z | appended | appended | …
 *            sorted, immutable, found by        the newest of a name counts,
 *            binary search                      read at opening
 * </pre>
 */
final class CatalogueFile {

    static final String PATH = "catalogue";

    private static final String UNNAMED = "catalogue.new";
    static final int BUFFER = 512 * CatalogueEntry.SIZE;

    private static final String OTHERWISE =
            " If there is none, open with the corruptionPolicy TRUNCATE, which lists the"
                    + " streams again that it finds, and records the loss.";

    private final Storage storage;
    private final CatalogueHeader header;

    private CatalogueFile(Storage storage, CatalogueHeader header) {
        this.storage = storage;
        this.header = header;
    }

    /**
     * Opens the version that the newest flush mark relies on.
     *
     * @param expected the state of the file according to the mark
     * @param logEnd the LSN of the log end
     * @return the file, or null if there is none and none is expected
     * @throws CorruptionException if the file is missing, damaged, older or shorter
     */
    static @Nullable CatalogueFile open(Storage storage, UUID journalId, FileState expected, long logEnd)
            throws IOException {
        String name = storage.describe(PATH);
        if (!storage.exists(PATH)) {
            if (expected.exists()) {
                throw new SegmentNotFoundException(
                        name
                                + " is missing. It lists the streams, and the commit log relies on it. Restore it from a copy."
                                + OTHERWISE,
                        ErrorContext.ofFile(name),
                        null);
            }
            return null;
        }
        try (ReadableFile in = storage.openForRead(PATH)) {
            long size = in.size();
            byte[] bytes = new byte[CatalogueHeader.SIZE];
            in.read(0, ByteBuffer.wrap(bytes));
            CatalogueHeader header = CatalogueHeader.decode(bytes, journalId, name);
            String contradiction = expected.contradiction(header.born(), size, logEnd);
            if (contradiction == null && size < header.sortedEnd()) {
                contradiction = "is truncated: it has " + size + " bytes instead of at least " + header.sortedEnd();
            }
            if (contradiction != null) {
                throw new CorruptionException(
                        name + " " + contradiction + ". Restore the copy that belongs to this log." + OTHERWISE,
                        ErrorContext.ofFile(name),
                        null);
            }
            return new CatalogueFile(storage, header);
        }
    }

    CatalogueHeader header() {
        return header;
    }

    long size() throws IOException {
        try (ReadableFile in = storage.openForRead(PATH)) {
            return in.size();
        }
    }

    /** Receives entries. A damaged entry is null. */
    interface Reader {
        void accept(@Nullable CatalogueEntry entry, long offset) throws IOException;
    }

    /** Reads the entries between two offsets. */
    void read(long from, long to, Reader reader) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (ReadableFile file = storage.openForRead(PATH)) {
            for (long at = from; at < to; at += buffer.limit()) {
                buffer.clear().limit((int) Math.min(BUFFER, to - at));
                file.read(at, buffer);
                if (buffer.hasRemaining()) {
                    throw new IOException(storage.describe(PATH) + " ends at offset " + (at + buffer.position()));
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    long offset = at + buffer.position();
                    reader.accept(CatalogueEntry.decode(buffer), offset);
                }
            }
        }
    }

    /** Visits the sorted entries until the visitor returns false. */
    void visit(Predicate<CatalogueEntry> visitor, Runnable damaged) throws IOException {
        boolean[] enough = new boolean[1];
        int step = 64 * CatalogueEntry.SIZE;
        long end = header.sortedEnd();
        for (long at = CatalogueHeader.SIZE; at < end && !enough[0]; at += step) {
            read(at, Math.min(end, at + step), (entry, offset) -> {
                if (entry == null) {
                    damaged.run();
                } else if (!enough[0]) {
                    enough[0] = !visitor.test(entry);
                }
            });
        }
    }

    /**
     * Searches a stream among the sorted entries.
     *
     * @param damaged is called for damaged entries that the search meets
     */
    @Nullable
    CatalogueEntry search(String stream, Runnable damaged) throws IOException {
        if (header.sorted() == 0) {
            return null;
        }
        byte[] name = stream.getBytes(StandardCharsets.UTF_8);
        try (ReadableFile file = storage.openForRead(PATH)) {
            long low = 0;
            long high = header.sorted() - 1;
            while (low <= high) {
                long middle = (low + high) >>> 1;
                long at = middle;
                CatalogueEntry entry = entry(file, at);
                while (entry == null && at > low) {
                    damaged.run();
                    entry = entry(file, --at);
                }
                if (entry == null) {
                    damaged.run();
                    low = middle + 1;
                    continue;
                }
                int order = Arrays.compareUnsigned(entry.stream().getBytes(StandardCharsets.UTF_8), name);
                if (order == 0) {
                    return entry;
                }
                if (order < 0) {
                    low = middle + 1;
                } else {
                    high = at - 1;
                }
            }
            return null;
        }
    }

    private static @Nullable CatalogueEntry entry(ReadableFile file, long index) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CatalogueEntry.SIZE);
        file.read(CatalogueEntry.SIZE * (1 + index), bytes);
        return bytes.hasRemaining() ? null : CatalogueEntry.decode(bytes.flip());
    }

    /** Appends entries behind the valid ones, and forces them. */
    static void append(Storage storage, long end, Collection<CatalogueEntry> entries) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(entries.size(), CatalogueEntry.SIZE));
        entries.forEach(entry -> entry.encode(bytes));
        try (WritableFile file = storage.openForWrite(PATH)) {
            file.write(end, bytes.flip());
            ForceFailures.run("the catalogue of streams", file::force);
        }
    }

    /**
     * Writes and forces a new version: the sorted entries of the previous version, with changes. {@link #takeName} and
     * {@link #forceName} then put it in place of the old file.
     *
     * @param before the previous version, or null for the first one
     * @param changes the changed entries, by the bytes of their names
     * @param template the new header, except for the number of entries
     * @param damaged is called for damaged entries, which are omitted
     */
    static CatalogueFile write(
            Storage storage,
            @Nullable CatalogueFile before,
            SortedMap<byte[], CatalogueEntry> changes,
            CatalogueHeader template,
            Runnable damaged)
            throws IOException {
        storage.delete(UNNAMED);
        CatalogueHeader header;
        boolean[] incomplete = {template.incomplete()};
        try (WritableFile file = storage.create(UNNAMED)) {
            try {
                CatalogueMerge merge = new CatalogueMerge(file, changes);
                if (before != null) {
                    before.read(CatalogueHeader.SIZE, before.header.sortedEnd(), (entry, offset) -> {
                        if (entry == null) {
                            incomplete[0] = true;
                            damaged.run();
                        } else {
                            merge.next(entry);
                        }
                    });
                }
                long sorted = merge.end();
                header = new CatalogueHeader(template.journalId(), template.born(), sorted, incomplete[0]);
                file.write(0, header.encode());
                ForceFailures.run("the catalogue of streams", file::force);
            } catch (IOException | RuntimeException | Error e) {
                storage.delete(UNNAMED);
                throw e;
            }
        }
        return new CatalogueFile(storage, header);
    }

    /** Renames a new version over the old one, not durably yet. */
    void takeName() throws IOException {
        storage.rename(UNNAMED, PATH);
    }

    /** Makes the name of a new version durable. */
    void forceName() throws IOException {
        ForceFailures.run("the name of the catalogue of streams", () -> storage.forceDirectory(""));
    }
}
