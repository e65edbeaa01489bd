package io.ironjournal.cdi.torture.full;

import io.ironjournal.Journal;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.StringJoiner;

/** A portable extension that adds synthetic beans and observers, as servers do. */
public final class SyntheticExtension implements Extension {

    void add(@Observes AfterBeanDiscovery discovery) {
        discovery.addBean(new Undeclared());
        discovery
                .addBean()
                .types(StringJoiner.class, Object.class)
                .scope(Dependent.class)
                .addInjectionPoint(new Nowhere(Journal.class))
                .produceWith(instance ->
                        new StringJoiner(instance.select(Journal.class).get().toString()));
        discovery.addObserverMethod().observedType(Thread.class).notifyWith(context -> {});
        discovery
                .<Integer>addObserverMethod()
                .observedType(int[].class)
                .async(true)
                .notifyWith(context -> {});
    }

    void own(@Observes Throwable event) {}

    void later(@ObservesAsync Throwable event) {}

    /** An injection point of a synthetic bean. It has no declaration in the code. */
    record Nowhere(Type type) implements InjectionPoint {

        @Override
        public Type getType() {
            return type;
        }

        @Override
        public Set<Annotation> getQualifiers() {
            return Set.of(Default.Literal.INSTANCE);
        }

        @Override
        public Bean<?> getBean() {
            return null;
        }

        @Override
        public Member getMember() {
            return null;
        }

        @Override
        public Annotated getAnnotated() {
            return new Unwritten(type);
        }

        @Override
        public boolean isDelegate() {
            return false;
        }

        @Override
        public boolean isTransient() {
            return false;
        }
    }

    /** Neither a field nor a parameter. */
    private record Unwritten(Type type) implements Annotated {

        @Override
        public Type getBaseType() {
            return type;
        }

        @Override
        public Set<Type> getTypeClosure() {
            return Set.of(type);
        }

        @Override
        public <T extends Annotation> T getAnnotation(Class<T> annotation) {
            return null;
        }

        @Override
        public <T extends Annotation> Set<T> getAnnotations(Class<T> annotation) {
            return Set.of();
        }

        @Override
        public Set<Annotation> getAnnotations() {
            return Set.of();
        }

        @Override
        public boolean isAnnotationPresent(Class<? extends Annotation> annotation) {
            return false;
        }
    }

    /** A bean of the extension, with a bean of the application and a journal injected. */
    private static final class Undeclared implements Bean<Undeclared> {

        @Override
        public Class<?> getBeanClass() {
            return SyntheticExtension.class;
        }

        @Override
        public Set<InjectionPoint> getInjectionPoints() {
            return Set.of(new Nowhere(FullBeans.Managed.class), new Nowhere(Journal.class));
        }

        @Override
        public Undeclared create(CreationalContext<Undeclared> context) {
            return this;
        }

        @Override
        public void destroy(Undeclared instance, CreationalContext<Undeclared> context) {}

        @Override
        public Set<Type> getTypes() {
            return Set.of(Undeclared.class, Object.class, int[].class);
        }

        @Override
        public Set<Annotation> getQualifiers() {
            return Set.of(Default.Literal.INSTANCE, Any.Literal.INSTANCE);
        }

        @Override
        public Class<? extends Annotation> getScope() {
            return Dependent.class;
        }

        @Override
        public String getName() {
            return null;
        }

        @Override
        public Set<Class<? extends Annotation>> getStereotypes() {
            return Set.of();
        }

        @Override
        public boolean isAlternative() {
            return false;
        }
    }
}
