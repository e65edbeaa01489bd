package io.ironjournal.internal;

import io.ironjournal.NewEntry;
import io.ironjournal.Producer;
import io.ironjournal.ProducerResult;
import io.ironjournal.text.Printable;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** A producer whose writes are records of their own. */
record LocalProducer(EngineProducers producers, String name) implements Producer {

    @Override
    public OptionalLong sequence() {
        return producers.last(name);
    }

    @Override
    public ProducerResult append(String stream, byte[] entry, long sequence) {
        return append(stream, NewEntry.of(Objects.requireNonNull(entry, "entry")), sequence);
    }

    @Override
    public ProducerResult append(String stream, NewEntry entry, long sequence) {
        return producers.append(name, stream, List.of(Objects.requireNonNull(entry, "entry")), sequence, true);
    }

    @Override
    public ProducerResult appendEntries(String stream, List<NewEntry> entries, long sequence) {
        return producers.append(name, stream, Objects.requireNonNull(entries, "entries"), sequence, false);
    }

    /** Does not read from the journal, because the journal may be closed. */
    @Override
    public String toString() {
        return "Producer['" + Printable.name(name) + "']";
    }
}
