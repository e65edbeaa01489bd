package io.ironjournal.inspect;

import io.ironjournal.Entry;
import io.ironjournal.files.EntryScan;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.format.FileFinding;
import io.ironjournal.segment.StoredEntries;
import io.ironjournal.segment.StoredStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Reads the entries of archived segments. */
final class ArchiveReading implements EntryScan {

    private final List<Finding> findings = new ArrayList<>();
    private final StoredEntries entries;
    private @Nullable Entry next;
    private boolean ended;

    ArchiveReading(StoredStream stream, long from) {
        entries = stream.entries(from, findings::add);
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            try {
                next = entries.next();
            } catch (IOException e) {
                findings.add(FileFinding.of(FindingKind.UNREADABLE, "Reading stopped: " + e.getMessage()));
            }
            ended = next == null;
        }
        return next != null;
    }

    @Override
    public Entry next() {
        Entry entry = hasNext() ? next : null;
        if (entry == null) {
            throw new NoSuchElementException("The archive has no more entries of this stream");
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
        ended = true;
        next = null;
        try {
            entries.close();
        } catch (IOException e) {
            // The file was only read.
        }
    }
}
