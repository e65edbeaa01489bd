package io.ironjournal.internal;

import io.ironjournal.JournalProducers;
import io.ironjournal.NewEntry;
import io.ironjournal.Producer;
import io.ironjournal.ProducerInfo;
import io.ironjournal.ProducerResult;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.format.ProducerMove;
import io.ironjournal.write.EntriesWrite;
import io.ironjournal.write.WriteLimits;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Producers of an open journal, used without a transaction. */
record EngineProducers(CallGate gate, EngineWriter writer, WriteLimits limits) implements JournalProducers {

    @Override
    public Producer producer(String name) {
        WriteLimits.checkProducer(name);
        gate.requireOpen();
        return new LocalProducer(this, name);
    }

    @Override
    public List<ProducerInfo> producers() {
        return gate.whileOpen(() -> writer.writes().producers().all().stream()
                .map(move -> (ProducerInfo)
                        new ListedProducer(move.producer(), move.sequence(), Instant.ofEpochMilli(move.movedAt())))
                .sorted(Comparator.comparing(ProducerInfo::name))
                .toList());
    }

    OptionalLong last(String name) {
        return gate.whileOpen(() -> writer.writes().producers().last(name));
    }

    @Override
    public boolean deleteProducer(String name) {
        WriteLimits.checkProducer(name);
        if (last(name).isEmpty()) {
            return false;
        }
        EntryBodyBuilder body = new EntryBodyBuilder();
        body.move(writer.writes().move(name, ProducerMove.DELETED));
        writer.commit(body);
        return true;
    }

    /**
     * Appends entries unless their sequence is already written.
     *
     * @param single whether the entry is as durable as that of an append; otherwise as those of a batch
     */
    ProducerResult append(String name, String stream, List<NewEntry> entries, long sequence, boolean single) {
        limits.checkName(stream);
        WriteLimits.requireSequence(sequence);
        EntryBodyBuilder body = new EntryBodyBuilder();
        for (NewEntry entry : entries) {
            limits.check(body, stream, entry);
            body.add(stream, entry);
        }
        if (body.isEmpty()) {
            throw new IllegalArgumentException(
                    "A producer writes at least one entry, so that its sequence has a record");
        }
        limits.checkPosition(body, EntryBodyBuilder.PRODUCER_SIZE);
        body.move(writer.writes().move(name, sequence));
        EntriesWrite write = writer.produce(body, single);
        return write.lastSequence() < 0
                ? ProducerResult.written(write.rangeOf(stream), sequence)
                : ProducerResult.alreadyWritten(write.lastSequence());
    }
}
