package io.ironjournal.cdi.torture;

import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.JournalStream;
import io.ironjournal.cdi.torture.Annotations.Counted;
import io.ironjournal.cdi.torture.Annotations.Kind;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundConstruct;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.concurrent.atomic.AtomicInteger;

/** An interceptor with injection points, among them a journal. */
final class Interceptors {

    private Interceptors() {}

    @Counted
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class Counter {

        static final AtomicInteger CALLS = new AtomicInteger();

        @Inject
        Journal journal;

        @Inject
        @JournalStream("calls")
        TxnWriter writer;

        @Inject
        @Kind("primitive")
        int number;

        @Inject
        Instance<StringBuilder> builders;

        @AroundConstruct
        Object construct(InvocationContext context) throws Exception {
            return context.proceed();
        }

        @AroundInvoke
        Object call(InvocationContext context) throws Exception {
            CALLS.addAndGet(journal == null ? 0 : 1);
            return context.proceed();
        }
    }
}
