package io.ironjournal.internal;

import io.ironjournal.Cursor;
import io.ironjournal.CursorInfo;
import io.ironjournal.Journal;
import io.ironjournal.Producer;
import io.ironjournal.ProducerInfo;
import java.time.Instant;
import java.util.List;

/** The roles of a journal with named positions: cursors and producers. */
abstract class PositionRoles implements Journal {

    private final EngineCursors cursors;
    private final EngineProducers producers;

    PositionRoles(EngineCursors cursors, EngineProducers producers) {
        this.cursors = cursors;
        this.producers = producers;
    }

    @Override
    public Cursor cursor(String name, String stream) {
        return cursors.cursor(name, stream);
    }

    @Override
    public List<CursorInfo> cursors() {
        return cursors.cursors();
    }

    @Override
    public void resetCursor(String name, String stream, long id) {
        cursors.resetCursor(name, stream, id);
    }

    @Override
    public long resetCursor(String name, String stream, Instant time) {
        return cursors.resetCursor(name, stream, time);
    }

    @Override
    public boolean deleteCursor(String name, String stream) {
        return cursors.deleteCursor(name, stream);
    }

    @Override
    public Producer producer(String name) {
        return producers.producer(name);
    }

    @Override
    public List<ProducerInfo> producers() {
        return producers.producers();
    }

    @Override
    public boolean deleteProducer(String name) {
        return producers.deleteProducer(name);
    }
}
