package io.ironjournal.ra;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The message endpoints that servers have activated. Endpoints that are activated before the adapter starts consume when
 * it has started.
 */
final class MessageEndpoints {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.ra");

    private final ReentrantLock lock = new ReentrantLock();
    private final List<EndpointActivation> waiting = new ArrayList<>();
    private final List<EndpointActivation> consuming = new ArrayList<>();
    private @Nullable InboundServer server;

    void activate(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        if (!(spec instanceof JournalActivationSpec journalSpec)) {
            throw new NotSupportedException("Not a specification for consumers of the journal: " + spec);
        }
        EndpointActivation activation = new EndpointActivation(factory, journalSpec);
        lock.lock();
        try {
            InboundServer current = server;
            if (current == null) {
                waiting.add(activation);
            } else {
                activation.start(current, consuming);
                consuming.add(activation);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Starts the endpoints that wait for the journal. */
    void open(AdapterJournal journal, BootstrapContext context) {
        lock.lock();
        try {
            InboundServer opened = new InboundServer(journal, context);
            server = opened;
            for (EndpointActivation activation : waiting) {
                startLate(activation, opened);
            }
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    /** The server that activated the endpoint has no answer any more. */
    private void startLate(EndpointActivation activation, InboundServer opened) {
        try {
            activation.start(opened, consuming);
            consuming.add(activation);
        } catch (ResourceException e) {
            LOGGER.log(
                    Level.ERROR,
                    "A message endpoint that was activated before the journal was open does not consume: " + activation,
                    e);
        }
    }

    /** Ends an endpoint, and waits for the deliveries that are in progress. */
    void deactivate(MessageEndpointFactory factory, ActivationSpec spec) {
        List<EndpointActivation> ending = new ArrayList<>();
        lock.lock();
        try {
            waiting.removeIf(activation -> activation.isOf(factory, spec));
            consuming.stream()
                    .filter(activation -> activation.isOf(factory, spec))
                    .forEach(ending::add);
        } finally {
            lock.unlock();
        }
        // The cursor is free for another endpoint only after the last delivery.
        ending.forEach(EndpointActivation::stop);
        lock.lock();
        try {
            consuming.removeAll(ending);
        } finally {
            lock.unlock();
        }
    }

    /** Ends all endpoints, before the journal closes. */
    void close() {
        List<EndpointActivation> ending;
        lock.lock();
        try {
            server = null;
            ending = List.copyOf(consuming);
            consuming.clear();
        } finally {
            lock.unlock();
        }
        ending.forEach(EndpointActivation::stop);
    }
}
