package io.ironjournal.segment;

import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.format.CatalogueHeader;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
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
    private static final int BUFFER = 512 * CatalogueEntry.SIZE;

    private final Storage storage;
    private final CatalogueHeader header;

    CatalogueFile(Storage storage, CatalogueHeader header) {
        this.storage = storage;
        this.header = header;
    }

    CatalogueHeader header() {
        return header;
    }

    /** Hands over entries, each null when it is damaged. */
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

    /**
     * Looks a stream up among the sorted entries.
     *
     * @param damaged told of damaged entries that were met
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

    /** Appends entries behind the ones that count, and forces them. */
    static void append(Storage storage, long end, Collection<CatalogueEntry> entries) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(entries.size(), CatalogueEntry.SIZE));
        entries.forEach(entry -> entry.encode(bytes));
        try (WritableFile file = storage.openForWrite(PATH)) {
            file.write(end, bytes.flip());
            Forced.run("the catalogue of streams", file::force);
        }
    }

    /**
     * Writes a new version: the sorted entries of the one before, with changes. Forces it, and puts it in the place of
     * the old one.
     *
     * @param before the version before; null for the first
     * @param changes by the bytes of the names
     * @param template the new header, but for the number of entries
     * @param damaged told of damaged entries, which are left out
     */
    static CatalogueFile replace(
            Storage storage,
            @Nullable CatalogueFile before,
            SortedMap<byte[], CatalogueEntry> changes,
            CatalogueHeader template,
            Runnable damaged)
            throws IOException {
        storage.delete(UNNAMED);
        CatalogueHeader header;
        try (WritableFile file = storage.create(UNNAMED)) {
            try {
                Merge merge = new Merge(file, changes);
                if (before != null) {
                    before.read(CatalogueHeader.SIZE, before.header.sortedEnd(), (entry, offset) -> {
                        if (entry == null) {
                            merge.damaged = true;
                            damaged.run();
                        } else {
                            merge.next(entry);
                        }
                    });
                }
                long sorted = merge.end();
                header = new CatalogueHeader(
                        template.journalId(), template.born(), sorted, template.incomplete() || merge.damaged);
                file.write(0, header.encode());
                Forced.run("the catalogue of streams", file::force);
            } catch (IOException | RuntimeException | Error e) {
                storage.delete(UNNAMED);
                throw e;
            }
        }
        storage.rename(UNNAMED, PATH);
        Forced.run("the name of the catalogue of streams", () -> storage.forceDirectory(""));
        return new CatalogueFile(storage, header);
    }

    /** Writes old entries and changes in one order, without those of deleted streams. */
    private static final class Merge {

        private final WritableFile file;
        private final Iterator<Map.Entry<byte[], CatalogueEntry>> changes;
        private Map.@Nullable Entry<byte[], CatalogueEntry> change;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        private long at = CatalogueHeader.SIZE;
        private boolean damaged;

        Merge(WritableFile file, SortedMap<byte[], CatalogueEntry> changes) {
            this.file = file;
            this.changes = changes.entrySet().iterator();
            advance();
        }

        private void advance() {
            change = changes.hasNext() ? changes.next() : null;
        }

        void next(CatalogueEntry old) throws IOException {
            byte[] name = old.stream().getBytes(StandardCharsets.UTF_8);
            Map.Entry<byte[], CatalogueEntry> pending = change;
            while (pending != null && Arrays.compareUnsigned(pending.getKey(), name) < 0) {
                write(pending.getValue());
                advance();
                pending = change;
            }
            if (pending != null && Arrays.equals(pending.getKey(), name)) {
                write(pending.getValue());
                advance();
            } else {
                write(old);
            }
        }

        /** Writes the changes that are left, and returns how many entries there are. */
        long end() throws IOException {
            for (Map.Entry<byte[], CatalogueEntry> left = change; left != null; left = change) {
                write(left.getValue());
                advance();
            }
            flush();
            return at / CatalogueEntry.SIZE - 1;
        }

        private void write(CatalogueEntry entry) throws IOException {
            if (entry.deleted()) {
                return;
            }
            if (!buffer.hasRemaining()) {
                flush();
            }
            entry.encode(buffer);
        }

        private void flush() throws IOException {
            int length = buffer.position();
            file.write(at, buffer.flip());
            buffer.clear();
            at += length;
        }
    }
}
