package io.ironjournal.cdi.torture;

import io.ironjournal.cdi.torture.Annotations.Counted;
import io.ironjournal.cdi.torture.Annotations.Kind;
import io.ironjournal.cdi.torture.Annotations.Label;
import io.ironjournal.cdi.torture.Annotations.Service;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.spi.BeanContainer;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Class beans of all scopes, with injection points of all types. */
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // Being injected is what the parameters are for.
final class Beans {

    private Beans() {}

    record Order(String name) {}

    /** A generic event. */
    record Box<T>(T content) {}

    interface Shape {
        double area();
    }

    @Dependent
    @Named
    static class Circle implements Shape, Serializable {

        private static final long serialVersionUID = 1L;

        @Inject
        private transient InjectionPoint where;

        @Override
        public double area() {
            return where == null ? 0 : Math.PI;
        }
    }

    @Dependent
    @Kind(number = 4)
    @Typed(Shape.class)
    static class Square implements Shape {

        @Inject
        public Optional<Long> optional;

        @Override
        public double area() {
            return 1;
        }
    }

    @Alternative
    @Priority(10)
    @ApplicationScoped
    static class Replacement extends Replaced {}

    @ApplicationScoped
    static class Replaced {
        String name() {
            return getClass().getName();
        }
    }

    /** Not a bean. */
    @Vetoed
    static class Forgotten {
        @Inject
        Forgotten itself;
    }

    /** Injection points with type variables, which the subclass binds. */
    abstract static class Repository<T extends Comparable<T>, E> {

        @Inject
        protected Instance<Supplier<T>> suppliers;

        @Inject
        protected Event<List<T>> listed;

        @Inject
        @Any
        Instance<E> all;

        protected T last;

        @Inject
        void initialise(Event<Box<T>> boxes, Provider<Supplier<T>> provider, @Kind("primitive") int number) {
            boxes.fire(new Box<>(last));
        }
    }

    @Service
    static class Texts extends Repository<String, Shape> {}

    @RequestScoped
    static class Request {

        @Inject
        Provider<Texts> texts;

        @Counted
        public String text() {
            return texts.get().toString();
        }
    }

    /** Constructor injection, initialisers, callbacks, and fields of every visibility. */
    @ApplicationScoped
    static class Everything {

        final String greeting;
        int initialised;

        @Inject
        @Kind("primitive")
        private int number;

        @Inject
        @Kind("primitive")
        boolean flag;

        @Inject
        @Kind("array")
        protected int[] numbers;

        @Inject
        @Kind("array")
        byte[][] nested;

        @Inject
        @Label("generic")
        List<String> names;

        @Inject
        @Label("generic")
        @Label("twice")
        Map<String, ? extends List<? extends Number>> table;

        @Inject
        Optional<Long> optional;

        @Inject
        Supplier<Collection<? super Integer>> supplier;

        @Inject
        @Label("absent")
        String absent;

        @Inject
        @Label("alternative")
        Number alternative;

        @Inject
        @Any
        Instance<Object> all;

        @Inject
        @Default
        Instance<Shape> shapes;

        @Inject
        @Kind(type = Runnable.class)
        Provider<Runnable> task;

        @Inject
        Event<Object> events;

        @Inject
        BeanContainer container;

        Everything() {
            this.greeting = "";
        }

        @Inject
        Everything(@Named("greeting") String greeting, Instance<Replaced> replaced, Request request) {
            this.greeting = greeting + " from "
                    + (replaced.get().name().contains("Replacement") ? "the replacement" : "the original");
        }

        @Inject
        void initialise() {
            initialised++;
        }

        @Inject
        private void initialise(@Kind(number = 4) Shape square, StringBuilder builder, @Any Event<Order> orders) {
            initialised += (int) square.area();
        }

        @PostConstruct
        void begin() {
            initialised++;
        }

        @PreDestroy
        void end() {
            initialised = 0;
        }

        String summary() {
            return greeting + ", " + number + ", " + flag + ", " + numbers.length + ", " + nested[1].length + ", "
                    + names + ", " + table + ", " + optional.orElseThrow() + ", " + absent + ", "
                    + initialised;
        }

        String lookups() {
            task.get().run();
            return !all.isUnsatisfied() + ", " + shapes.isResolvable() + ", " + supplier.get() + ", "
                    + all.select(Shape.class, new Annotations.KindLiteral()).isUnsatisfied() + ", "
                    + (container != null) + ", " + (events != null);
        }
    }
}
