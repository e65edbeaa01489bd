package io.ironjournal.segment;

import io.ironjournal.format.CatalogueEntry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changes to the sorted entries of the catalogue: appended to its file, or in memory only. Not thread-safe. */
final class CatalogueChanges {

    private final SortedMap<byte[], CatalogueEntry> all = newMap();

    /** The entries that are in memory only. */
    private final Map<String, CatalogueEntry> pending = new LinkedHashMap<>();

    /** Compares names by their bytes, as the file does. */
    static byte[] key(String stream) {
        return stream.getBytes(StandardCharsets.UTF_8);
    }

    private static SortedMap<byte[], CatalogueEntry> newMap() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }

    /** Adds an entry that is in the file. */
    void loaded(CatalogueEntry entry) {
        all.put(key(entry.stream()), entry);
    }

    void clear() {
        all.clear();
        pending.clear();
    }

    @Nullable
    CatalogueEntry find(String stream) {
        return all.get(key(stream));
    }

    /**
     * Adds an entry that the flusher found. An earlier generation never replaces a later one. A stream with a recorded
     * loss keeps that flag until it has more entries.
     */
    void put(CatalogueEntry entry) {
        CatalogueEntry before = find(entry.stream());
        if (before != null && before.generation() > entry.generation()) {
            return;
        }
        boolean lossy = entry.lossy()
                || (before != null
                        && before.lossy()
                        && before.generation() == entry.generation()
                        && before.nextId() == entry.nextId());
        replace(new CatalogueEntry(
                entry.stream(), entry.generation(), entry.firstId(), entry.nextId(), entry.deleted(), lossy));
    }

    /** Adds what is left of a stream after a recorded loss, in place of its entry. */
    void replace(CatalogueEntry entry) {
        if (!entry.equals(find(entry.stream()))) {
            loaded(entry);
            pending.put(entry.stream(), entry);
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    int size() {
        return all.size();
    }

    int pendingCount() {
        return pending.size();
    }

    /** Returns a copy of the entries that are in memory only. */
    List<CatalogueEntry> pending() {
        return List.copyOf(pending.values());
    }

    /** Returns a copy of all entries. */
    SortedMap<byte[], CatalogueEntry> copy() {
        SortedMap<byte[], CatalogueEntry> copy = newMap();
        copy.putAll(all);
        return copy;
    }

    /** Records that these entries are now appended to the file. Entries that changed since then stay in memory only. */
    void appended(Collection<CatalogueEntry> entries) {
        entries.forEach(entry -> pending.remove(entry.stream(), entry));
    }

    /**
     * Records that these entries are now among the sorted ones of the file. Entries with a recorded loss also stay
     * here, because {@link #put} compares with them.
     */
    void sorted(SortedMap<byte[], CatalogueEntry> entries) {
        appended(entries.values());
        entries.forEach((key, entry) -> {
            if (!entry.lossy()) {
                all.remove(key, entry);
            }
        });
    }
}
