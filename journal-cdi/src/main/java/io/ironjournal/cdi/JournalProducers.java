package io.ironjournal.cdi;

import io.ironjournal.Cursor;
import io.ironjournal.Journal;
import io.ironjournal.JournalBackup;
import io.ironjournal.JournalCursors;
import io.ironjournal.JournalMonitor;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalReader;
import io.ironjournal.JournalRetention;
import io.ironjournal.JournalWriter;
import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.spi.ManagedJournals;
import io.ironjournal.sharded.Checkpoints;
import io.ironjournal.sharded.ShardReader;
import io.ironjournal.sharded.ShardWriter;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the beans of the default journal. {@link JournalExtension} makes those of named journals.
 *
 * <p>No bean has a normal scope. A container would define the client proxy in the module of the bean's type, and on the module
 * path that module would have to be opened to the container. The beans are our own delegates instead, which also find their
 * journal lazily. They are dependent and serializable, so that they can be injected into beans of passivating scopes.
 */
@Dependent
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class JournalProducers {

    @Produces
    @Singleton
    @Typed({JournalLifecycles.class, ManagedJournals.class})
    static JournalLifecycles container(
            Instance<DeclaredJournals> names,
            @Any Instance<JournalOptions> produced,
            Instance<Journal> journal,
            ContainerTransactions transactions,
            Event<Object> events) {
        JournalConfiguration configuration = JournalConfiguration.whileRunning();
        DeclaredJournals known = names.isResolvable() ? names.get() : DeclaredJournals.withoutExtension(configuration);
        ConfiguredOptions options = new ConfiguredOptions(produced, configuration);
        options.warnOfUnknownKeys(known.declared());
        transactions.warnOf(known.transactionalObserver());
        return new JournalLifecycles(known, options, replacement(journal), transactions, events);
    }

    /** Returns the default journal that is a bean of the application, if there is one. Does not create the bean yet. */
    private static Optional<Supplier<Journal>> replacement(Instance<Journal> journal) {
        boolean ours = !journal.isResolvable()
                || journal.getHandle().getBean().getBeanClass().equals(JournalProducers.class);
        return ours ? Optional.empty() : Optional.of(journal::get);
    }

    /**
     * Opens the journals when the application starts, unless the platform has already done so, and announces them. The priority
     * puts this before the observers of the application, so that recovery is registered before the first transaction.
     */
    static void open(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Startup startup, JournalLifecycles container) {
        container.start();
    }

    @Produces
    @Singleton
    @Typed(JournalConsumers.class)
    static JournalConsumers consumers(
            Instance<DeclaredConsumers> declared,
            JournalLifecycles journals,
            Event<Object> events,
            Instance<RequestContextController> requests) {
        return new JournalConsumers(declared, journals, events, requests);
    }

    /** Starts consumers after the observers of the application, which may prepare what the consuming methods use. */
    static void consume(
            @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER + 1_000) Startup startup,
            JournalConsumers consumers) {
        consumers.start();
    }

    /** Stops consumers before the beans of the application are destroyed. */
    static void stopConsuming(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Shutdown shutdown, JournalConsumers consumers) {
        consumers.stop();
    }

    /** Closes the journals with the container's singletons, after the normal-scoped beans of the application are destroyed. */
    static void close(@Disposes JournalLifecycles container) {
        container.close();
    }

    @Produces
    @Dependent
    @Typed({
        Journal.class,
        JournalReader.class,
        JournalWriter.class,
        JournalCursors.class,
        JournalRetention.class,
        JournalBackup.class,
        JournalMonitor.class
    })
    @Default
    @JournalName(JournalName.DEFAULT)
    static Journal journal(JournalLifecycles journals) {
        return new InjectedJournal(journals.get(JournalName.DEFAULT));
    }

    /**
     * Produces a writer. It is dependent, because only a dependent bean may access its injection point. It is an alternative,
     * because writers of named journals have {@link JournalStream} too: without a name, the container prefers this one.
     */
    @Produces
    @Alternative
    @Dependent
    @Typed(TxnWriter.class)
    @JournalName(JournalName.DEFAULT)
    @JournalStream("") // any: the value does not bind
    static TxnWriter writer(JournalLifecycles journals, @Nullable InjectionPoint where) {
        return writer(journals.get(JournalName.DEFAULT), where);
    }

    /** Produces a cursor. It is dependent and an alternative for the same reasons as the writer. */
    @Produces
    @Alternative
    @Dependent
    @Typed(Cursor.class)
    @JournalName(JournalName.DEFAULT)
    @JournalStream("") // any: the value does not bind
    @CursorName("") // any: the value does not bind
    static Cursor cursor(JournalLifecycles journals, @Nullable InjectionPoint where) {
        return cursor(journals.get(JournalName.DEFAULT), where);
    }

    @Produces
    @Dependent
    @Typed({ShardedJournal.class, ShardReader.class, ShardWriter.class, Checkpoints.class})
    @Default
    @JournalName(JournalName.DEFAULT)
    static ShardedJournal shardedJournal(JournalLifecycles journals) {
        return new InjectedShardedJournal(journals.get(JournalName.DEFAULT));
    }

    @Produces
    @Dependent
    @Typed(ShardedTxnWriter.class)
    @Default
    @JournalName(JournalName.DEFAULT)
    static ShardedTxnWriter shardedWriter(JournalLifecycles journals) {
        return new InjectedShardedWriter(journals.get(JournalName.DEFAULT));
    }

    /** Returns a cursor with the name and the stream or shard of the injection point's qualifiers. */
    static Cursor cursor(JournalLifecycle journal, @Nullable InjectionPoint where) {
        CursorName cursor = qualifier(CursorName.class, where);
        return cursor.shard() >= 0
                ? InjectedCursor.ofShard(journal, cursor.value(), cursor.shard())
                : InjectedCursor.ofStream(
                        journal,
                        cursor.value(),
                        qualifier(JournalStream.class, where).value());
    }

    /** Returns a writer of the stream of the injection point's qualifier. */
    static TxnWriter writer(JournalLifecycle journal, @Nullable InjectionPoint where) {
        return new InjectedWriter(journal, qualifier(JournalStream.class, where).value());
    }

    private static <T> T qualifier(Class<T> type, @Nullable InjectionPoint where) {
        if (where == null) {
            throw new IllegalStateException(
                    "The value of @" + type.getSimpleName() + " is not known, because this container"
                            + " does not pass it on in a look-up by select(). Inject the object, or get it from an injected Journal");
        }
        return where.getQualifiers().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("@" + type.getSimpleName() + " is missing at " + where));
    }
}
