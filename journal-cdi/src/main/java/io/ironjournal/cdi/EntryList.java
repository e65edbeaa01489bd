package io.ironjournal.cdi;

import io.ironjournal.Entry;
import java.util.AbstractList;
import java.util.List;

/** An event whose class says that it is a {@code List<Entry>}. The classes of other lists have a type variable. */
final class EntryList extends AbstractList<Entry> {

    private final List<Entry> entries;

    EntryList(List<Entry> entries) {
        this.entries = entries;
    }

    @Override
    public Entry get(int index) {
        return entries.get(index);
    }

    @Override
    public int size() {
        return entries.size();
    }
}
