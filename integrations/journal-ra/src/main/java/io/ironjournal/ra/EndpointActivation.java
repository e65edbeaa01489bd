package io.ironjournal.ra;

import io.ironjournal.JournalException;
import io.ironjournal.delivery.DeadLetters;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.text.Printable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkAdapter;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One message endpoint and the workers that deliver to it: one for a stream, or one for each shard. */
final class EndpointActivation {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.ra");

    private final MessageEndpointFactory factory;
    private final ActivationSpec spec;
    private final ConsumerSettings settings;
    private List<String> streams = List.of();
    private List<StreamWorker> workers = List.of();

    EndpointActivation(MessageEndpointFactory factory, JournalActivationSpec spec) throws ResourceException {
        this.factory = factory;
        this.spec = spec;
        this.settings = spec.settings();
    }

    /** Returns whether a server means this activation. Specifications have no equality of their own. */
    boolean isOf(MessageEndpointFactory otherFactory, ActivationSpec otherSpec) {
        return spec == otherSpec && factory.equals(otherFactory);
    }

    /**
     * Starts to consume.
     *
     * @param others the activations that consume now
     * @throws ResourceException if the journal cannot be consumed like this, or the server provides no threads
     */
    void start(InboundServer server, List<EndpointActivation> others) throws ResourceException {
        try {
            List<String> wanted = streams(server.journal());
            requireUnused(wanted, others);
            requireNames(server.journal(), wanted);
            List<StreamWorker> created = new ArrayList<>();
            for (String stream : wanted) {
                created.add(server.worker(settings, stream, factory));
            }
            workers = created;
            streams = wanted;
        } catch (JournalException | IllegalArgumentException e) {
            throw new ResourceException("The entries cannot be consumed: " + e.getMessage(), e);
        }
        startWorkers(server.workManager());
    }

    private List<String> streams(AdapterJournal journal) throws ResourceException {
        String one = settings.stream();
        if (one != null) {
            return List.of(one);
        }
        ShardedJournal shards = journal.shards();
        if (shards == null) {
            throw new ResourceException("The journal has no shards to consume: set the property shards of the resource"
                    + " adapter, or consume a stream");
        }
        return IntStream.range(0, shards.shardCount())
                .mapToObj(shards::streamOf)
                .toList();
    }

    /** Two consumers of a cursor would hinder each other: only one can commit. */
    private void requireUnused(List<String> wanted, List<EndpointActivation> others) throws ResourceException {
        for (EndpointActivation other : others) {
            for (String stream : wanted) {
                if (other.settings.cursor().equals(settings.cursor()) && other.streams.contains(stream)) {
                    throw new ResourceException("Cursor '" + Printable.name(settings.cursor()) + "' of stream '"
                            + Printable.name(stream)
                            + "' is already used by another message endpoint. Give each endpoint a cursor of its own");
                }
            }
        }
    }

    private void requireNames(AdapterJournal journal, List<String> wanted) {
        wanted.forEach(stream -> journal.core().cursor(settings.cursor(), stream));
        settings.deadLetters().ifPresent(name -> new DeadLetters(journal.core(), name).requireWritable());
    }

    private void startWorkers(WorkManager manager) throws ResourceException {
        try {
            for (StreamWorker worker : workers) {
                manager.scheduleWork(worker, WorkManager.INDEFINITE, null, new Rejections(worker));
            }
        } catch (WorkException e) {
            stop();
            throw new ResourceException("The server provides no thread to consume entries: " + e.getMessage(), e);
        }
    }

    /** Ends all workers, and waits for the deliveries that are in progress. */
    void stop() {
        workers.forEach(StreamWorker::release);
        workers.forEach(StreamWorker::awaitEnd);
        workers = List.of();
        streams = List.of();
    }

    @Override
    public String toString() {
        return spec.toString();
    }

    /** Learns that the server does not run a worker after all. */
    private static final class Rejections extends WorkAdapter {

        private final StreamWorker worker;

        Rejections(StreamWorker worker) {
            this.worker = worker;
        }

        @Override
        public void workRejected(WorkEvent event) {
            LOGGER.log(Level.ERROR, worker + " does not run: the server provides no thread", event.getException());
            worker.release();
        }
    }
}
