package io.ironjournal.cdi.torture;

import io.ironjournal.cdi.torture.Annotations.Kind;
import io.ironjournal.cdi.torture.Annotations.Label;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Producer methods and fields: static or not, of primitives, arrays and generic types, with parameters and disposers. */
@ApplicationScoped
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // Being injected is what the parameters are for.
class Producers {

    @Produces
    @Kind("primitive")
    static final int NUMBER = 42;

    @Produces
    @Kind("primitive")
    boolean flag = true;

    @Produces
    @Kind("array")
    private final int[] numbers = {1, 2, 3};

    @Produces
    @Kind("array")
    @Dependent
    byte[][] nested() {
        return new byte[][] {{1}, {2, 3}};
    }

    @Produces
    @Named("greeting")
    static String greeting(@Kind("primitive") int number, InjectionPoint where, Instance<Supplier<String>> suppliers) {
        return "hello " + number;
    }

    @Produces
    @Dependent
    @Label("generic")
    List<String> names(@Named("greeting") String greeting) {
        return List.of(greeting);
    }

    @Produces
    @Label("generic")
    @Label("twice")
    Map<String, List<Number>> table() {
        return Map.of("one", List.of(1));
    }

    @Produces
    Optional<Long> optional() {
        return Optional.of(1L);
    }

    /** A producer with a type variable. */
    @Produces
    <T> Supplier<T> nothing() {
        return () -> null;
    }

    @Produces
    @RequestScoped
    @Kind(type = Runnable.class)
    Runnable task(@Any Instance<Runnable> others) {
        return () -> {};
    }

    @Produces
    @Singleton
    StringBuilder builder() {
        return new StringBuilder();
    }

    void end(@Disposes StringBuilder builder, @Kind("primitive") int number, @Any Instance<Object> all) {
        builder.setLength(0);
    }

    static void end(@Disposes @Kind("array") byte[][] arrays, @Any Event<Object> events) {
        arrays[0] = null;
    }

    /** Dependent producers may return null. */
    @Produces
    @Label("absent")
    String absent() {
        return null;
    }

    @Produces
    @Alternative
    @Priority(1)
    @Label("alternative")
    Number alternative() {
        return 2.5;
    }

    @Produces
    @Label("alternative")
    Number original() {
        return 1;
    }
}
