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

/** Entries of the catalogue that differ from the sorted ones of its file: appended to it, or in memory only. Not thread-safe. */
final class CatalogueChanges {

    private final SortedMap<byte[], CatalogueEntry> all = newMap();

    /** Entries that are in memory only. */
    private final Map<String, CatalogueEntry> pending = new LinkedHashMap<>();

    /** Compares names as the file does: by their bytes. */
    static byte[] key(String stream) {
        return stream.getBytes(StandardCharsets.UTF_8);
    }

    private static SortedMap<byte[], CatalogueEntry> newMap() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }

    /** Adds an entry that the file has. */
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
     * Adds what a round of the flusher found. An earlier life never replaces a later one, and a stream with a recorded loss
     * keeps that note until it has further entries.
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

    /** Adds what is left of a stream after a recorded loss, whatever was known of it. */
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

    /** Notes that the file has these entries, appended. Entries that changed since are still in memory only. */
    void appended(Collection<CatalogueEntry> entries) {
        entries.forEach(entry -> pending.remove(entry.stream(), entry));
    }

    /**
     * Notes that the file has these entries among the sorted ones. Those with a recorded loss stay here too: {@link #put}
     * compares with them.
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
