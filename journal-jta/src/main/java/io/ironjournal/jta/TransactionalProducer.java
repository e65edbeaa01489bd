package io.ironjournal.jta;

import io.ironjournal.NewEntry;
import io.ironjournal.Producer;
import io.ironjournal.ProducerResult;
import java.util.List;
import java.util.OptionalLong;

/** A producer of a transactional journal. In a transaction, a writer moves the producer. */
record TransactionalProducer(TransactionalJournal journal, Producer producer) implements Producer {

    private void refuseInTransaction(String call) {
        journal.refuseInTransaction(call + " of a producer", "writer(stream) and its method advance");
    }

    @Override
    public String name() {
        return producer.name();
    }

    @Override
    public OptionalLong sequence() {
        return producer.sequence();
    }

    @Override
    public ProducerResult append(String stream, byte[] entry, long sequence) {
        refuseInTransaction("append");
        return producer.append(stream, entry, sequence);
    }

    @Override
    public ProducerResult append(String stream, NewEntry entry, long sequence) {
        refuseInTransaction("append");
        return producer.append(stream, entry, sequence);
    }

    @Override
    public ProducerResult appendEntries(String stream, List<NewEntry> entries, long sequence) {
        refuseInTransaction("appendEntries");
        return producer.appendEntries(stream, entries, sequence);
    }

    @Override
    public String toString() {
        return producer.toString();
    }
}
