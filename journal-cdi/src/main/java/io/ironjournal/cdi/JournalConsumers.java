package io.ironjournal.cdi;

import io.ironjournal.Entry;
import io.ironjournal.consumer.StreamConsumer;
import io.ironjournal.consumer.StreamConsumerBuilder;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.jta.TransactionalShardedJournal;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObserverException;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Runs the consumers of methods with {@link ConsumesStream} while the application runs. */
final class JournalConsumers {

    private final Instance<DeclaredConsumers> declared;
    private final JournalLifecycles journals;
    private final Event<Object> events;
    private final Instance<RequestContextController> requests;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock. */
    private final List<StreamConsumer> running = new ArrayList<>();

    JournalConsumers(
            Instance<DeclaredConsumers> declared,
            JournalLifecycles journals,
            Event<Object> events,
            Instance<RequestContextController> requests) {
        this.declared = declared;
        this.journals = journals;
        this.events = events;
        this.requests = requests;
    }

    void start() {
        if (!declared.isResolvable()) {
            return;
        }
        lock.lock();
        try {
            for (ConsumerMethod method : declared.get().methods()) {
                running.add(start(method));
            }
        } catch (RuntimeException | Error e) {
            closeAll();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private StreamConsumer start(ConsumerMethod method) {
        StreamConsumerBuilder builder = builder(
                        method, journals.get(method.journal()).open())
                .batch(method.batch())
                .threads(method.parallel() ? Runtime.getRuntime().availableProcessors() : 1);
        if (!method.deadLetters().isEmpty()) {
            builder.deadLetters(method.deadLetters(), method.maxDeliveries());
        }
        ConsumesStream.Delivery delivery = ConsumesStream.Delivery.Literal.of(method.place());
        if (method.ofList()) {
            Event<EntryList> event = events.select(EntryList.class, delivery);
            return builder.startBatches((stream, entries) -> fire(event, new EntryList(entries)));
        }
        Event<Entry> event = events.select(Entry.class, delivery);
        return builder.start((stream, entry) -> fire(event, entry));
    }

    private static StreamConsumerBuilder builder(ConsumerMethod method, ManagedJournal open) {
        boolean ours = !(open instanceof ServerJournal);
        if (method.stream().isEmpty()) {
            Optional<TransactionalShardedJournal> shards = open.sharded()
                    .filter(TransactionalShardedJournal.class::isInstance)
                    .map(TransactionalShardedJournal.class::cast);
            if (ours && shards.isPresent()) {
                return StreamConsumer.of(shards.get(), method.cursor());
            }
        } else if (ours && open.journal() instanceof TransactionalJournal journal) {
            return StreamConsumer.of(journal, method.cursor()).stream(method.stream());
        }
        throw new IllegalStateException(
                method.place()
                        + " has @ConsumesStream, but the container has not opened its journal. Consume a journal of a resource"
                        + " adapter by a message-driven bean, and a journal that is a bean of the application by a StreamConsumer");
    }

    /** Calls the method in the transaction of the thread, with a request context of its own. */
    private <T> void fire(Event<T> event, T entries) throws Exception {
        RequestContextController request = requests.get();
        boolean activated = request.activate();
        try {
            event.fire(entries);
        } catch (ObserverException wrapped) {
            if (wrapped.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw wrapped;
        } finally {
            if (activated) {
                request.deactivate();
            }
            requests.destroy(request);
        }
    }

    /** Stops all consumers. Can be called again without effect. */
    void stop() {
        lock.lock();
        try {
            closeAll();
        } finally {
            lock.unlock();
        }
    }

    private void closeAll() {
        running.forEach(StreamConsumer::close);
        running.clear();
    }
}
