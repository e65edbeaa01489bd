package io.ironjournal.cdi.torture.full;

import io.ironjournal.Cursor;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.CursorName;
import io.ironjournal.cdi.JournalStream;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Decorated;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Intercepted;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Features that only CDI Full has: decorators, specialization, and metadata of beans. */
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // Being injected is what the parameters are for.
public final class FullBeans {

    private FullBeans() {}

    public interface Greeter<T> {
        String greet(T whom);
    }

    @ApplicationScoped
    static class Plain implements Greeter<String> {
        @Override
        public String greet(String whom) {
            return "hello " + whom;
        }
    }

    /** A decorator with journals. */
    @Decorator
    @Priority(Interceptor.Priority.APPLICATION)
    public abstract static class Loud<T> implements Greeter<T>, Serializable {

        private static final long serialVersionUID = 1L;

        @Inject
        @Delegate
        @Any
        private transient Greeter<T> delegate;

        @Inject
        @Decorated
        private transient Bean<Greeter<T>> decorated;

        @Inject
        private transient Instance<Journal> journal;

        @Inject
        @JournalStream("greetings")
        private transient Instance<TxnWriter> writer;

        @Override
        public String greet(T whom) {
            return delegate.greet(whom) + (decorated != null && journal.isResolvable() ? "!" : "?");
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Watched {}

    @Watched
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class Watcher {

        @Inject
        @Intercepted
        Bean<?> intercepted;

        @Inject
        Journal journal;

        @AroundInvoke
        Object call(InvocationContext context) throws Exception {
            return context.proceed() + " of " + intercepted.getBeanClass().getSimpleName();
        }
    }

    @Dependent
    static class General {
        @Watched
        String rank() {
            return "general";
        }
    }

    @Specializes
    @Dependent
    static class Special extends General {

        @Inject
        Bean<Special> itself;

        @Override
        @Watched
        String rank() {
            return "special";
        }
    }

    @ApplicationScoped
    static class Managed {

        @Inject
        BeanManager manager;

        void observe(@Observes Greeter<?> event, BeanManager beans, Journal journal) {}
    }

    /** Beans of passivating scopes, with journals. The container injects serializable objects behind these interfaces. */
    @SuppressWarnings("serial")
    abstract static class Passivated implements Serializable {

        private static final long serialVersionUID = 1L;

        @Inject
        Journal journal;

        @Inject
        @JournalStream("orders")
        TxnWriter writer;

        private Cursor cursor;

        @Inject
        void initialise(@JournalStream("orders") @CursorName("passivated") Cursor injected) {
            cursor = injected;
        }
    }

    @SessionScoped
    static class OfSession extends Passivated {

        private static final long serialVersionUID = 1L;
    }

    @ConversationScoped
    static class OfConversation extends Passivated {

        private static final long serialVersionUID = 1L;
    }
}
