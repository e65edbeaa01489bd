package io.ironjournal.segment;

import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.format.CatalogueHeader;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Merges old entries and changes of the catalogue in order, and omits deleted streams. */
final class CatalogueMerge {

    private final WritableFile file;
    private final Iterator<Map.Entry<byte[], CatalogueEntry>> changes;
    private Map.@Nullable Entry<byte[], CatalogueEntry> change;
    private final ByteBuffer buffer = ByteBuffer.allocate(CatalogueFile.BUFFER);
    private long at = CatalogueHeader.SIZE;

    CatalogueMerge(WritableFile file, SortedMap<byte[], CatalogueEntry> changes) {
        this.file = file;
        this.changes = changes.entrySet().iterator();
        advance();
    }

    private void advance() {
        change = changes.hasNext() ? changes.next() : null;
    }

    /** Adds an old entry. Callers add them in order. */
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

    /** Writes the remaining changes, and returns the number of entries. */
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
