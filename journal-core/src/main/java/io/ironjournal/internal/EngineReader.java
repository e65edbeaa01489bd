package io.ironjournal.internal;

import io.ironjournal.EntryIterator;
import io.ironjournal.EntryView;
import io.ironjournal.EntryViewIterator;
import io.ironjournal.JournalReader;
import io.ironjournal.StreamsIterator;
import io.ironjournal.format.EntryTime;
import io.ironjournal.memtable.Streams;
import io.ironjournal.read.StreamReader;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Reads entries of an open journal. */
final class EngineReader implements JournalReader {

    private final CallGate gate;
    private final StreamReader reader;
    private final Streams streams;

    EngineReader(CallGate gate, StreamReader reader, Streams streams) {
        this.gate = gate;
        this.reader = reader;
        this.streams = streams;
    }

    @Override
    public Optional<byte[]> get(String stream, long id) {
        requireNotNegative(id);
        gate.enter();
        try {
            return reader.get(stream, id);
        } finally {
            gate.leave();
        }
    }

    @Override
    public List<Optional<byte[]>> getBatch(String stream, long... ids) {
        for (long id : Objects.requireNonNull(ids, "ids")) {
            requireNotNegative(id);
        }
        return gate.whileOpen(() -> reader.getBatch(stream, ids));
    }

    @Override
    public <R> Optional<R> read(String stream, long id, Function<? super EntryView, ? extends @Nullable R> function) {
        requireNotNegative(id);
        Objects.requireNonNull(function, "function");
        // The function runs after the call, so that it may close the journal. The bytes belong to the view.
        return gate.whileOpen(() -> reader.view(stream, id)).map(function);
    }

    @Override
    public EntryViewIterator iterateViews(String stream, long fromId) {
        requireNotNegative(fromId);
        return gate.whileOpen(() -> reader.iterateViews(stream, fromId, gate::requireOpen));
    }

    @Override
    public EntryIterator iterate(String stream, long fromId) {
        requireNotNegative(fromId);
        return gate.whileOpen(() -> reader.iterate(stream, fromId, gate::requireOpen));
    }

    @Override
    public EntryIterator iterate(String stream, Instant from) {
        long time = EntryTime.atOrAfter(from);
        return gate.whileOpen(() -> reader.iterateFrom(stream, time, gate::requireOpen));
    }

    @Override
    public EntryIterator iterateBackwards(String stream, long endId) {
        requireNotNegative(endId);
        return gate.whileOpen(() -> reader.iterateBackwards(stream, endId, gate::requireOpen));
    }

    @Override
    public EntryIterator follow(String stream, long fromId) {
        requireNotNegative(fromId);
        return gate.whileOpen(() -> reader.follow(stream, fromId, gate::requireOpen));
    }

    @Override
    public StreamsIterator follow(Set<String> followed, ToLongFunction<String> fromId) {
        Set<String> names = Set.copyOf(followed);
        Objects.requireNonNull(fromId, "fromId");
        return gate.whileOpen(() -> reader.follow(names, fromId, gate));
    }

    @Override
    public StreamsIterator followMatching(Predicate<String> names, ToLongFunction<String> fromId) {
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(fromId, "fromId");
        return gate.whileOpen(() -> reader.followMatching(names, fromId, gate));
    }

    @Override
    public EntryIterator follow(String stream, Instant from) {
        long time = EntryTime.atOrAfter(from);
        return gate.whileOpen(() -> reader.followFrom(stream, time, gate::requireOpen));
    }

    @Override
    public long firstIdAt(String stream, Instant time) {
        long earliest = EntryTime.atOrAfter(time);
        return gate.whileOpen(() -> reader.firstIdAt(stream, earliest));
    }

    @Override
    public long firstId(String stream) {
        return gate.whileOpen(() -> reader.firstId(stream));
    }

    @Override
    public long nextId(String stream) {
        return gate.whileOpen(() -> reader.nextId(stream));
    }

    @Override
    public List<String> streams() {
        return gate.whileOpen(streams::names);
    }

    static void requireNotNegative(long id) {
        if (id < 0) {
            throw new IllegalArgumentException("id must not be negative: " + id);
        }
    }
}
