package io.ironjournal.inspect;

import io.ironjournal.Entry;
import io.ironjournal.files.EntryScan;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.format.FileFinding;
import io.ironjournal.segment.StoredEntries;
import io.ironjournal.text.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a stream: from its segments, then from the log. If a running journal trimmed the log meanwhile, it
 * looks again where the next entry is.
 */
final class EntryReading implements EntryScan {

    /** How often it looks again without getting an entry. */
    private static final int ATTEMPTS = 10;

    private final String stream;
    private final long endId;
    private final List<Finding> findings;
    private EntrySources sources;
    private @Nullable StoredEntries stored;
    private @Nullable LoggedEntries logged;
    private @Nullable Entry next;
    private long nextId;
    private int attempts;
    private boolean closed;

    /**
     * Begins to read.
     *
     * @param planned findings that were made before
     */
    EntryReading(EntrySources sources, long from, List<Finding> planned) {
        this.sources = sources;
        this.findings = new ArrayList<>(planned);
        stream = sources.plan().name();
        endId = sources.plan().nextId();
        nextId = Math.max(from, sources.plan().firstId());
    }

    @Override
    public boolean hasNext() {
        if (next == null && !closed && nextId < endId) {
            try {
                next = read();
            } catch (IOException e) {
                findings.add(finding(FindingKind.UNREADABLE, "Reading stopped: " + e.getMessage()));
                close();
            }
            nextId = next == null ? endId : next.id() + 1;
        }
        return next != null;
    }

    private @Nullable Entry read() throws IOException {
        while (nextId < endId) {
            Entry entry = nextId < sources.plan().flushedTo() ? readStored() : readLogged();
            if (entry != null) {
                attempts = 0;
                return entry;
            }
        }
        return null;
    }

    /** Returns null at the end of the segments. */
    private @Nullable Entry readStored() throws IOException {
        StoredEntries open = stored;
        if (open == null) {
            open = sources.stored(nextId, findings);
            stored = open;
        }
        Entry entry = open.next();
        if (entry == null || entry.id() >= endId) {
            nextId = Math.min(endId, sources.plan().flushedTo());
            return null;
        }
        return entry;
    }

    /** Returns null if the log does not have the entry, after looking where it is. */
    private @Nullable Entry readLogged() throws IOException {
        LoggedEntries open = logged;
        if (open == null) {
            open = sources.logged(nextId);
            logged = open;
        }
        Entry entry = open == null ? null : open.next();
        if (entry == null) {
            lookAgain();
        }
        return entry;
    }

    private void lookAgain() throws IOException {
        closeParts();
        EntrySources again = attempts++ < ATTEMPTS ? sources.again() : null;
        if (again == null || again.plan().nextId() < endId) {
            findings.add(finding(
                    FindingKind.CHANGED_WHILE_READING,
                    "Stream '" + Printable.name(stream) + "' lacks the entries " + nextId + " to " + (endId - 1)
                            + " now: the journal truncated or deleted them, or files were changed"));
            nextId = endId;
            return;
        }
        sources = again;
        nextId = Math.max(nextId, again.plan().firstId());
    }

    private FileFinding finding(FindingKind kind, String message) {
        return FileFinding.of(kind, message).of(stream).withIds(nextId, endId);
    }

    @Override
    public Entry next() {
        Entry entry = hasNext() ? next : null;
        if (entry == null) {
            throw new NoSuchElementException("Stream '" + Printable.name(stream) + "' has no more entries");
        }
        next = null;
        return entry;
    }

    @Override
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    @Override
    public void close() {
        closed = true;
        next = null;
        closeParts();
    }

    private void closeParts() {
        close(stored);
        close(logged);
        stored = null;
        logged = null;
    }

    private static void close(@Nullable Closeable part) {
        if (part != null) {
            try {
                part.close();
            } catch (IOException e) {
                // The file was only read.
            }
        }
    }
}
