package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.UnsupportedFormatException;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.format.CatalogueHeader;
import io.ironjournal.format.FileFinding;
import io.ironjournal.format.FileState;
import io.ironjournal.format.StreamDirectoryName;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The catalogue and the segments of all streams, read without opening them. */
public final class SegmentInspection {

    private final Storage storage;
    private final UUID journalId;

    /** The streams in the catalogue, also the deleted ones, by name. */
    private final Map<String, CatalogueEntry> listed = new HashMap<>();

    private boolean incomplete;

    public SegmentInspection(Storage storage, UUID journalId) {
        this.storage = storage;
        this.journalId = journalId;
    }

    /**
     * Reads the catalogue.
     *
     * @param expected the state of the file according to the newest flush mark
     * @param logEnd the LSN of the log end
     */
    public void loadCatalogue(FileState expected, long logEnd, Consumer<Finding> findings) throws IOException {
        try {
            CatalogueFile file = CatalogueFile.open(storage, journalId, expected, logEnd);
            if (file == null) {
                return;
            }
            CatalogueHeader header = file.header();
            long size = file.size();
            long trusted = expected.isUnknown()
                    ? size - size % CatalogueEntry.SIZE
                    : Math.max(header.sortedEnd(), expected.proven(header.born()));
            incomplete |= header.incomplete();
            file.read(CatalogueHeader.SIZE, trusted, (entry, offset) -> add(entry, offset, findings));
        } catch (UnsupportedFormatException e) {
            incomplete = true;
            findings.accept(FileFinding.of(FindingKind.UNSUPPORTED_FORMAT, e));
        } catch (CorruptionException e) {
            incomplete = true;
            findings.accept(FileFinding.of(FindingKind.CATALOGUE, e));
        }
    }

    private void add(@Nullable CatalogueEntry entry, long offset, Consumer<Finding> findings) {
        if (entry != null) {
            listed.put(entry.stream(), entry);
            return;
        }
        incomplete = true;
        String name = storage.describe(CatalogueFile.PATH);
        findings.accept(FileFinding.of(
                        FindingKind.CATALOGUE_ENTRY,
                        "An entry of " + name + " is damaged at offset " + offset
                                + ": missing entries of its stream may be unnoticed")
                .in(name)
                .at(offset));
    }

    /** Returns whether a stream may be missing in the catalogue because of damage. */
    public boolean isIncomplete() {
        return incomplete;
    }

    /** Returns the entry of a stream, or null if it is not listed or deleted. */
    public @Nullable CatalogueEntry listed(String stream) {
        CatalogueEntry entry = listed.get(stream);
        return entry == null || entry.deleted() ? null : entry;
    }

    /** Returns whether the catalogue lists entries in segments. */
    public boolean hasEntries() {
        return listed.values().stream().anyMatch(entry -> !entry.deleted() && !entry.isEmpty());
    }

    /** Returns the names of the streams in the catalogue and in directories. */
    public Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        listed.values().stream().filter(entry -> !entry.deleted()).forEach(entry -> names.add(entry.stream()));
        for (String directory : storage.list(StreamFiles.STREAMS)) {
            String stream = StreamDirectoryName.decode(directory);
            if (stream != null && segments(stream).length > 0) {
                names.add(stream);
            }
        }
        return names;
    }

    /** Returns the first ids of the segments of a stream, ascending. */
    public long[] segments(String stream) throws IOException {
        return StreamFiles.segments(storage, StreamFiles.directory(stream));
    }

    /** Returns the directory of a stream as messages show it. */
    public String directory(String stream) {
        return storage.describe(StreamFiles.directory(stream));
    }

    /** Returns the path of a segment as messages show it. */
    public String path(String stream, long segment) {
        return storage.describe(StreamFiles.path(StreamFiles.directory(stream), segment));
    }

    /** Returns the generation in the newest header that can be read; 0 if there is none. */
    public long generation(String stream) throws IOException {
        try {
            return SegmentSalvage.generation(new StreamFiles(storage, journalId, stream, 0));
        } catch (SegmentNotFoundException | UnsupportedFormatException e) {
            return 0;
        }
    }

    /** Returns the id behind the last entry in the last segment, as far as its headers can be read. */
    public long endId(String stream, long generation, long segment) throws IOException {
        StreamFiles files = new StreamFiles(storage, journalId, stream, generation);
        try (SegmentFile file = InspectedSegment.open(files, segment, segment, segment, found -> {})) {
            if (file == null) {
                return segment;
            }
            SegmentTail tail = SegmentTail.backward(file, file.size());
            return tail != null
                    ? tail.nextId()
                    : SegmentTail.forward(file, file.size(), Long.MAX_VALUE).nextId();
        }
    }

    /** Returns the segments that count, for reading. */
    public StoredStream stream(
            String stream, long generation, long[] segments, long firstId, long endId, boolean complete) {
        return new StoredStream(
                new StreamFiles(storage, journalId, stream, generation), segments, firstId, endId, complete);
    }
}
