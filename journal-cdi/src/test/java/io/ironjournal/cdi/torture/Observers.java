package io.ironjournal.cdi.torture;

import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.JournalStream;
import io.ironjournal.cdi.torture.Annotations.Kind;
import io.ironjournal.cdi.torture.Annotations.Label;
import io.ironjournal.cdi.torture.Beans.Box;
import io.ironjournal.cdi.torture.Beans.Order;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanContainer;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Observers of every kind, most with further parameters, some of them journals. */
@ApplicationScoped
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // Being injected is what the parameters are for.
class Observers {

    static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

    void plain(@Observes Order order) {
        SEEN.add("plain");
    }

    /** The metadata is the last parameter, because Quarkus 3.33 cannot build an observer with a parameter after it. */
    void parameters(
            @Observes Order order,
            @Kind("primitive") int number,
            @Kind("array") int[] numbers,
            @Label("generic") List<String> names,
            @Any Instance<Object> all,
            Provider<Beans.Texts> texts,
            Event<Box<Integer>> boxes,
            BeanContainer container,
            EventMetadata metadata) {
        SEEN.add("parameters " + number);
        boxes.fire(new Box<>(number));
    }

    private void secret(@Observes @Any Order order, @Label("alternative") Number number) {
        SEEN.add("private");
    }

    static void fixed(@Observes Order order, Journal journal, Instance<Journal> journals) {
        SEEN.add("static " + (journals.get().nextId("nothing") == journal.nextId("nothing")));
    }

    void asynchronous(@ObservesAsync Order order) {
        SEEN.add("asynchronous");
    }

    void asynchronousWithParameters(
            @ObservesAsync @Any Order order,
            Journal journal,
            @JournalStream("events") Instance<TxnWriter> writer,
            @Kind("primitive") boolean flag,
            EventMetadata metadata) {
        journal.append("asynchronous", new byte[1]);
        SEEN.add("asynchronous with parameters " + flag);
    }

    static void asynchronousStatic(@ObservesAsync Order order, @JournalStream("events") TxnWriter writer) {
        SEEN.add("asynchronous static");
    }

    void whenever(@Observes(notifyObserver = Reception.IF_EXISTS) Order order, Journal journal) {
        SEEN.add("if exists");
    }

    void beforeCompletion(
            @Observes(during = TransactionPhase.BEFORE_COMPLETION) Order order,
            @JournalStream("events") TxnWriter writer) {
        SEEN.add("before completion");
    }

    void afterCompletion(@Observes(during = TransactionPhase.AFTER_COMPLETION) Order order, Journal journal) {
        SEEN.add("after completion");
    }

    static void afterSuccess(@Observes(during = TransactionPhase.AFTER_SUCCESS) Order order, Journal journal) {
        SEEN.add("after success");
    }

    void afterFailure(@Observes(during = TransactionPhase.AFTER_FAILURE) Order order, Instance<Journal> journal) {
        SEEN.add("after failure");
    }

    void generic(@Observes Box<Integer> box, Event<Object> events) {
        SEEN.add("generic " + box.content());
    }

    <T extends Number> void variable(@Observes Box<T> box, Instance<Beans.Shape> shapes) {
        SEEN.add("variable " + box.content());
    }

    void wildcard(@Observes Box<? extends Comparable<?>> box) {
        SEEN.add("wildcard " + box.content());
    }

    void array(@Observes int[] numbers, @Kind("array") byte[][] nested) {
        SEEN.add("array " + numbers.length);
    }

    void qualified(@Observes @Label("one") @Label("two") Order order, @Label("absent") String nothing) {
        SEEN.add("qualified");
    }

    void anything(@Observes Object event, BeanContainer container) {}

    void initialised(@Observes @Initialized(ApplicationScoped.class) Object event, @Kind("primitive") int number) {}

    void started(@Observes @Priority(10) Startup event, Journal journal) {
        SEEN.add("started");
    }

    void stopped(@Observes Shutdown event, Journal journal) {}

    /** Observers whose event has a type variable, which the subclass binds. */
    abstract static class Base<T> {

        @Inject
        Journal journal;

        void inherited(@Observes T event, Instance<T> beans, @Kind("primitive") int number) {
            SEEN.add("inherited " + event);
        }
    }

    @Dependent
    static class OfText extends Base<Character> {}
}
