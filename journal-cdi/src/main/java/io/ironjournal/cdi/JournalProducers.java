package io.ironjournal.cdi;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.TxnWriter;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/**
 * The beans that applications inject. None has a normal scope: a container defines the proxy of a normal-scoped bean in
 * the module of the bean's type, which on the module path would need flags on core. A delegate of ours needs none, and
 * is as lazy.
 */
@Dependent
class JournalProducers {

    @Produces
    @Singleton
    @Typed(ContainerJournal.class)
    static ContainerJournal container(Instance<JournalOptions> options, ContainerTransactions transactions) {
        return new ContainerJournal(options, transactions);
    }

    /**
     * Opens the journal when the application starts, before the application's own observers of that: recovery is then
     * registered before the first transaction.
     */
    static void open(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Startup startup, ContainerJournal container) {
        container.open();
    }

    /** Closes it with the container's singletons, after the application's beans of normal scope were destroyed. */
    static void close(@Disposes ContainerJournal container) {
        container.close();
    }

    @Produces
    @Singleton
    @Typed(Journal.class)
    static Journal journal(ContainerJournal container) {
        return new InjectedJournal(container);
    }

    /** Dependent, because only such a bean may see where it is injected. */
    @Produces
    @Dependent
    @Typed(TxnWriter.class)
    @JournalStream("") // any: the value does not bind
    static TxnWriter writer(ContainerJournal container, InjectionPoint where) {
        return where.getQualifiers().stream()
                .filter(JournalStream.class::isInstance)
                .map(qualifier -> new InjectedWriter(container, ((JournalStream) qualifier).value()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No @JournalStream names the stream at " + where));
    }
}
