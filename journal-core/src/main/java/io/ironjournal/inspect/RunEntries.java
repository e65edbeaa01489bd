package io.ironjournal.inspect;

import io.ironjournal.Entry;
import io.ironjournal.NewEntry;
import io.ironjournal.memtable.MemtableRun;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Iterates over copies of the entries of runs. Decompresses one run at a time. */
final class RunEntries implements Iterator<NewEntry> {

    private final Iterator<MemtableRun> runs;
    private @Nullable MemtableRun run;
    private long next;

    RunEntries(Iterator<MemtableRun> runs) {
        this.runs = runs;
    }

    @Override
    public boolean hasNext() {
        return (run != null && next < run.endId()) || runs.hasNext();
    }

    @Override
    public NewEntry next() {
        MemtableRun open = run;
        if (open == null || next >= open.endId()) {
            if (!runs.hasNext()) {
                throw new NoSuchElementException("The branch has no more entries for the stream");
            }
            open = runs.next().forReading();
            run = open;
            next = open.firstId();
        }
        Entry entry = open.entry(next++);
        return NewEntry.of(entry.data()).headers(entry.headers());
    }
}
