package io.ironjournal.segment;

import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.format.CatalogueHeader;
import io.ironjournal.format.FileState;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The list of streams that have segments, with their next ids. It proves that a stream's directory or files are
 * missing. The flusher changes it, and forces it before a mark passes. Opening reads only the entries appended last, at
 * most {@value #MAX_APPENDED}. Other entries are searched in the file when their stream is used. Thread-safe.
 */
final class Catalogue {

    /** With more appended entries, the file is rewritten in order. */
    static final int MAX_APPENDED = 8192;

    private static final int MAX_SUPERSEDED = 64;

    private final Storage storage;
    private final UUID journalId;

    /**
     * Held for reading while the file is searched, and for writing while a new version is renamed. So a search waits at
     * most for a rename, never for a write or a force.
     */
    private final ReentrantReadWriteLock version = new ReentrantReadWriteLock();

    /** Guards the fields below. Held briefly, never across I/O. */
    private final ReentrantLock lock = new ReentrantLock();

    private final CatalogueChanges changes = new CatalogueChanges();
    private @Nullable CatalogueFile file;
    private FileState state = FileState.NONE;

    /** Whether the file ends in invalid bytes, so that nothing can be appended. */
    private boolean mustReplace;

    private volatile boolean incomplete;

    Catalogue(Storage storage, UUID journalId) {
        this.storage = storage;
        this.journalId = journalId;
    }

    /**
     * Reads the file that the newest flush mark relies on.
     *
     * @param expected the state of the file according to the mark
     * @param logEnd the LSN of the log end
     * @throws io.ironjournal.CorruptionException if the file is missing, damaged, older or shorter
     */
    void load(FileState expected, long logEnd) throws IOException {
        CatalogueFile loaded = CatalogueFile.open(storage, journalId, expected, logEnd);
        if (loaded == null) {
            return;
        }
        CatalogueHeader header = loaded.header();
        long size = loaded.size();
        long trusted = expected.isUnknown()
                ? size - size % CatalogueEntry.SIZE
                : Math.max(header.sortedEnd(), expected.proven(header.born()));
        loaded.read(header.sortedEnd(), trusted, (entry, offset) -> {
            if (entry == null) {
                metDamage();
            } else {
                changes.loaded(entry);
            }
        });
        file = loaded;
        state = new FileState(header.born(), trusted);
        mustReplace = incomplete || size != trusted || header.born() != expected.born();
        incomplete |= header.incomplete();
    }

    /** Starts without entries after a recorded loss of the file. Streams are listed again when they are found. */
    void beginAgain() {
        lock.lock();
        try {
            file = null;
            state = FileState.NONE;
            changes.clear();
            mustReplace = true;
            incomplete = true;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether an unlisted stream may exist, because entries were lost to damage. */
    boolean incomplete() {
        return incomplete;
    }

    /** Returns the entry of a stream, or null if the stream was never flushed or is deleted. */
    @Nullable
    CatalogueEntry find(String stream) throws IOException {
        version.readLock().lock();
        try {
            CatalogueEntry entry;
            CatalogueFile sorted;
            lock.lock();
            try {
                entry = changes.find(stream);
                sorted = file;
            } finally {
                lock.unlock();
            }
            if (entry == null && sorted != null) {
                entry = sorted.search(stream, this::metDamage);
            }
            return entry == null || entry.deleted() ? null : entry;
        } finally {
            version.readLock().unlock();
        }
    }

    private void metDamage() {
        if (!incomplete) {
            incomplete = true;
            System.getLogger("io.ironjournal")
                    .log(
                            System.Logger.Level.ERROR,
                            "{0} is damaged. For some streams, missing entries can no longer be detected."
                                    + " No entry of a stream is lost by this damage.",
                            storage.describe(CatalogueFile.PATH));
        }
    }

    /** Records that a generation of a stream has ended. Durable after {@link #force}. */
    void delete(String stream, long generation) throws IOException {
        CatalogueEntry listed = find(stream);
        if (listed != null && listed.generation() <= generation) {
            put(CatalogueEntry.deleted(stream, generation));
        }
    }

    /** Records the end of a stream. Durable after {@link #force}. An earlier generation never replaces a later one. */
    void put(CatalogueEntry entry) {
        lock.lock();
        try {
            changes.put(entry);
        } finally {
            lock.unlock();
        }
    }

    /** Records what is left of a stream after a recorded loss, in place of its entry. Durable after {@link #force}. */
    void replace(CatalogueEntry left) {
        lock.lock();
        try {
            changes.replace(left);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes all entries durable. Only one thread calls this at a time. Other threads can look streams up in the
     * meantime.
     *
     * @param born the LSN up to which the log is forced
     * @return the state of the file that a flush mark may rely on from now on
     * @throws io.ironjournal.io.NoSpaceException if the disk is full; the call can be repeated
     */
    FileState force(long born) throws IOException {
        List<CatalogueEntry> pending;
        @Nullable SortedMap<byte[], CatalogueEntry> all;
        CatalogueFile sorted;
        lock.lock();
        try {
            sorted = file;
            boolean nothing = changes.pendingCount() == 0 && !mustReplace;
            if (nothing || (sorted == null && changes.isEmpty() && !incomplete)) {
                return state;
            }
            pending = changes.pending();
            all = sorted == null || mustReplace || isLong(sorted) ? changes.copy() : null;
            mustReplace = true;
        } finally {
            lock.unlock();
        }
        return all != null ? rewrite(sorted, all, born) : append(pending);
    }

    /** Returns whether too many entries are appended, or too many are superseded. */
    private boolean isLong(CatalogueFile sorted) {
        long appended = (state.length() - sorted.header().sortedEnd()) / CatalogueEntry.SIZE + changes.pendingCount();
        return appended > MAX_APPENDED || appended > MAX_SUPERSEDED + 4L * changes.size();
    }

    private FileState rewrite(@Nullable CatalogueFile before, SortedMap<byte[], CatalogueEntry> all, long born)
            throws IOException {
        CatalogueFile written = CatalogueFile.write(
                storage, before, all, new CatalogueHeader(journalId, born, 0, incomplete), this::metDamage);
        FileState now = new FileState(born, written.header().sortedEnd());
        version.writeLock().lock();
        try {
            written.takeName();
            lock.lock();
            try {
                file = written;
                state = now;
                changes.sorted(all);
            } finally {
                lock.unlock();
            }
        } finally {
            version.writeLock().unlock();
        }
        written.forceName();
        lock.lock();
        try {
            mustReplace = false;
        } finally {
            lock.unlock();
        }
        return now;
    }

    private FileState append(List<CatalogueEntry> pending) throws IOException {
        FileState before = state;
        CatalogueFile.append(storage, before.length(), pending);
        FileState now = new FileState(before.born(), before.length() + (long) pending.size() * CatalogueEntry.SIZE);
        lock.lock();
        try {
            state = now;
            changes.appended(pending);
            mustReplace = false;
        } finally {
            lock.unlock();
        }
        return now;
    }

    /** Returns all listed streams. Reads the whole file. */
    List<CatalogueEntry> all() throws IOException {
        List<CatalogueEntry> all = new ArrayList<>();
        each(all::add);
        return all;
    }

    /** Returns the names of all listed streams. Reads the whole file. */
    Set<String> names() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        all().forEach(entry -> names.add(entry.stream()));
        return names;
    }

    /** Returns a stream with segments that satisfies a condition, or null. Reads little if many streams satisfy it. */
    @Nullable
    CatalogueEntry any(Predicate<CatalogueEntry> condition) throws IOException {
        CatalogueEntry[] found = new CatalogueEntry[1];
        each(entry -> {
            boolean matches = !entry.isEmpty() && condition.test(entry);
            found[0] = matches ? entry : null;
            return !matches;
        });
        return found[0];
    }

    /** Visits streams until the visitor returns false. */
    private void each(Predicate<CatalogueEntry> visitor) throws IOException {
        version.readLock().lock();
        try {
            SortedMap<byte[], CatalogueEntry> changed;
            CatalogueFile sorted;
            lock.lock();
            try {
                changed = changes.copy();
                sorted = file;
            } finally {
                lock.unlock();
            }
            for (CatalogueEntry entry : changed.values()) {
                if (!entry.deleted() && !visitor.test(entry)) {
                    return;
                }
            }
            if (sorted != null) {
                sorted.visit(
                        entry -> changed.containsKey(CatalogueChanges.key(entry.stream())) || visitor.test(entry),
                        this::metDamage);
            }
        } finally {
            version.readLock().unlock();
        }
    }
}
