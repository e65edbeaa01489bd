package io.ironjournal.internal;

import io.ironjournal.ProducerInfo;
import io.ironjournal.text.Printable;
import java.time.Instant;

/** A producer at the time of listing. */
record ListedProducer(String name, long sequence, Instant movedAt) implements ProducerInfo {

    @Override
    public String toString() {
        return "ProducerInfo['" + Printable.name(name) + "', sequence " + sequence + ", moved at " + movedAt + "]";
    }
}
