package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.format.CatalogueHeader;
import io.ironjournal.format.FileState;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which streams there are in segments, and how far: what proves that a stream's directory or files are missing. Changed in
 * rounds of the flusher, forced before a mark passes. Opening reads the entries that were appended last, at most
 * {@value #MAX_APPENDED}; all others are looked up in the file when their stream is used. Thread-safe.
 */
final class Catalogue {

    /** With more appended entries, the file is written again in order. */
    static final int MAX_APPENDED = 8192;

    private static final int MAX_SUPERSEDED = 64;

    private final Storage storage;
    private final UUID journalId;

    /** Held while the file is read or replaced. */
    private final ReentrantLock lock = new ReentrantLock();

    /** What differs from the sorted entries of the file: appended, or to be appended. */
    private final TreeMap<byte[], CatalogueEntry> changes = new TreeMap<>(Arrays::compareUnsigned);

    /** What is in memory only. */
    private final Map<String, CatalogueEntry> pending = new LinkedHashMap<>();

    private @Nullable CatalogueFile file;
    private FileState state = FileState.NONE;

    /** Whether the file ends in bytes that do not count, so that nothing may be appended. */
    private boolean mustReplace;

    private boolean incomplete;

    Catalogue(Storage storage, UUID journalId) {
        this.storage = storage;
        this.journalId = journalId;
    }

    /**
     * Reads the file that the newest flush mark relies on.
     *
     * @param expected what the mark says
     * @param logEnd where the log ends
     * @throws CorruptionException when the file is missing, damaged, older or shorter
     */
    void load(FileState expected, long logEnd) throws IOException {
        String name = storage.describe(CatalogueFile.PATH);
        if (!storage.exists(CatalogueFile.PATH)) {
            if (expected.exists()) {
                throw new SegmentNotFoundException(
                        name + " is missing: it lists the streams, which the commit log relies"
                                + " on. Restore it from a copy." + otherwise());
            }
            return;
        }
        CatalogueHeader header;
        long size;
        try (ReadableFile in = storage.openForRead(CatalogueFile.PATH)) {
            size = in.size();
            byte[] bytes = new byte[CatalogueHeader.SIZE];
            in.read(0, ByteBuffer.wrap(bytes));
            header = CatalogueHeader.decode(bytes, journalId, name);
        }
        String contradiction = expected.contradiction(header.born(), size, logEnd);
        if (contradiction == null && size < header.sortedEnd()) {
            contradiction = "was cut short: it has " + size + " of at least " + header.sortedEnd() + " bytes";
        }
        if (contradiction != null) {
            throw new CorruptionException(
                    name + " " + contradiction + ". Restore the copy that belongs to this log." + otherwise());
        }
        CatalogueFile loaded = new CatalogueFile(storage, header);
        long trusted = expected.isUnknown()
                ? size - size % CatalogueEntry.SIZE
                : Math.max(header.sortedEnd(), expected.proven(header.born()));
        loaded.read(header.sortedEnd(), trusted, (entry, offset) -> {
            if (entry == null) {
                metDamage();
            } else {
                changes.put(key(entry.stream()), entry);
            }
        });
        file = loaded;
        state = new FileState(header.born(), trusted);
        mustReplace = incomplete || size != trusted || header.born() != expected.born();
        incomplete |= header.incomplete();
    }

    private static String otherwise() {
        return " If there is none, open with the corruptionPolicy TRUNCATE, which lists the streams again as far as they"
                + " are there, and records the loss.";
    }

    /** Begins without any entry, after a recorded loss of the file: streams are listed again as they are found. */
    void beginAgain() {
        lock.lock();
        try {
            file = null;
            state = FileState.NONE;
            changes.clear();
            pending.clear();
            mustReplace = true;
            incomplete = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a stream may exist that is not listed, since entries were lost to damage. */
    boolean incomplete() {
        return incomplete;
    }

    /** What is known of a stream; null when it was never flushed, or is deleted. */
    @Nullable
    CatalogueEntry find(String stream) throws IOException {
        lock.lock();
        try {
            CatalogueEntry entry = changes.get(key(stream));
            CatalogueFile sorted = file;
            if (entry == null && sorted != null) {
                entry = sorted.search(stream, this::metDamage);
            }
            return entry == null || entry.deleted() ? null : entry;
        } finally {
            lock.unlock();
        }
    }

    private void metDamage() {
        if (!incomplete) {
            incomplete = true;
            System.getLogger("io.ironjournal")
                    .log(
                            System.Logger.Level.ERROR,
                            "{0} is damaged: that streams are complete can no longer be proved for all of them."
                                    + " No entry is lost by this.",
                            storage.describe(CatalogueFile.PATH));
        }
    }

    /** Notes that a life of a stream is over; durable after {@link #force}. */
    void delete(String stream, long generation) throws IOException {
        CatalogueEntry listed = find(stream);
        if (listed != null && listed.generation() <= generation) {
            put(CatalogueEntry.deleted(stream, generation));
        }
    }

    /** Notes what is known of a stream now; durable after {@link #force}. An earlier life never replaces a later one. */
    void put(CatalogueEntry entry) {
        lock.lock();
        try {
            byte[] key = key(entry.stream());
            CatalogueEntry before = changes.get(key);
            if (before != null && before.generation() > entry.generation()) {
                return;
            }
            boolean lossy = entry.lossy()
                    || (before != null
                            && before.lossy()
                            && before.generation() == entry.generation()
                            && before.nextId() == entry.nextId());
            CatalogueEntry merged = new CatalogueEntry(
                    entry.stream(), entry.generation(), entry.firstId(), entry.nextId(), entry.deleted(), lossy);
            if (!merged.equals(before)) {
                changes.put(key, merged);
                pending.put(entry.stream(), merged);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes all entries durable.
     *
     * @param born the LSN up to which the log is forced
     * @return the file that a flush mark may rely on from now on
     * @throws io.ironjournal.io.NoSpaceException when there is no space; it may be tried again
     */
    FileState force(long born) throws IOException {
        lock.lock();
        try {
            if (pending.isEmpty() && !mustReplace) {
                return state;
            }
            CatalogueFile sorted = file;
            if (sorted == null || mustReplace || isLong(sorted)) {
                replace(born);
            } else {
                append();
            }
            pending.clear();
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** Whether too many entries stand behind the sorted ones, or too many that others have superseded. */
    private boolean isLong(CatalogueFile sorted) {
        long appended = (state.length() - sorted.header().sortedEnd()) / CatalogueEntry.SIZE + pending.size();
        return appended > MAX_APPENDED || appended > MAX_SUPERSEDED + 4L * changes.size();
    }

    private void replace(long born) throws IOException {
        if (file == null && changes.isEmpty() && !incomplete) {
            return;
        }
        CatalogueFile written = CatalogueFile.replace(
                storage, file, changes, new CatalogueHeader(journalId, born, 0, incomplete), this::metDamage);
        file = written;
        state = new FileState(born, written.header().sortedEnd());
        changes.clear();
        mustReplace = false;
    }

    private void append() throws IOException {
        mustReplace = true;
        CatalogueFile.append(storage, state.length(), pending.values());
        mustReplace = false;
        state = new FileState(state.born(), state.length() + (long) pending.size() * CatalogueEntry.SIZE);
    }

    /** What a flush mark may rely on now. */
    FileState state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** All streams that are listed. Reads the whole file. */
    List<CatalogueEntry> all() throws IOException {
        lock.lock();
        try {
            List<CatalogueEntry> all = new ArrayList<>();
            each(all::add);
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Names of all streams that are listed. Reads the whole file. */
    Set<String> names() throws IOException {
        lock.lock();
        try {
            TreeSet<String> names = new TreeSet<>();
            each(entry -> {
                names.add(entry.stream());
                return true;
            });
            return names;
        } finally {
            lock.unlock();
        }
    }

    /** Some stream that has segments and satisfies a condition; null when there is none. Reads little where many do. */
    @Nullable
    CatalogueEntry any(Predicate<CatalogueEntry> condition) throws IOException {
        lock.lock();
        try {
            CatalogueEntry[] found = new CatalogueEntry[1];
            each(entry -> {
                if (!entry.isEmpty() && condition.test(entry)) {
                    found[0] = entry;
                }
                return found[0] == null;
            });
            return found[0];
        } finally {
            lock.unlock();
        }
    }

    /** Visits all streams, until the visitor says that it is enough. */
    private void each(Predicate<CatalogueEntry> visitor) throws IOException {
        for (CatalogueEntry entry : changes.values()) {
            if (!entry.deleted() && !visitor.test(entry)) {
                return;
            }
        }
        CatalogueFile sorted = file;
        if (sorted == null) {
            return;
        }
        boolean[] enough = new boolean[1];
        int step = 64 * CatalogueEntry.SIZE;
        long end = sorted.header().sortedEnd();
        for (long at = CatalogueHeader.SIZE; at < end && !enough[0]; at += step) {
            sorted.read(at, Math.min(end, at + step), (entry, offset) -> {
                if (entry == null) {
                    metDamage();
                } else if (!enough[0] && !changes.containsKey(key(entry.stream()))) {
                    enough[0] = !visitor.test(entry);
                }
            });
        }
    }

    private static byte[] key(String stream) {
        return stream.getBytes(StandardCharsets.UTF_8);
    }
}
