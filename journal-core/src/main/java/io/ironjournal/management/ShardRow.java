package io.ironjournal.management;

import io.ironjournal.jmx.ShardData;

/** The positions of a shard, as consoles show them. */
record ShardRow(int number, String stream, long firstId, long nextId) implements ShardData {

    @Override
    public int getNumber() {
        return number;
    }

    @Override
    public String getStream() {
        return stream;
    }

    @Override
    public long getFirstId() {
        return firstId;
    }

    @Override
    public long getNextId() {
        return nextId;
    }
}
