package io.ironjournal.cdi;

import io.ironjournal.Cursor;
import io.ironjournal.Journal;
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
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
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
 * The beans of the default journal; {@link JournalExtension} makes those of named ones. None has a normal scope: a
 * container defines the proxy of a normal-scoped bean in the module of the bean's type, which on the module path would
 * need flags on core. A delegate of ours needs none, and is as lazy. The delegates are dependent and serializable, so that
 * beans of passivating scopes may have them.
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

    /** The application's own default journal, if it has one; a bean that is looked at, not yet created. */
    private static Optional<Supplier<Journal>> replacement(Instance<Journal> journal) {
        boolean ours = !journal.isResolvable()
                || journal.getHandle().getBean().getBeanClass().equals(JournalProducers.class);
        return ours ? Optional.empty() : Optional.of(journal::get);
    }

    /**
     * Opens the journals when the application starts, unless the platform did so before, and says that they are recovered. This
     * comes before the application's own observers of that event: recovery is then registered before the first transaction.
     */
    static void open(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Startup startup, JournalLifecycles container) {
        container.start();
    }

    /** Closes them with the container's singletons, after the application's beans of normal scope were destroyed. */
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
        JournalMonitor.class
    })
    @Default
    @JournalName(JournalName.DEFAULT)
    static Journal journal(JournalLifecycles journals) {
        return new InjectedJournal(journals.get(JournalName.DEFAULT));
    }

    /**
     * Dependent, because only such a bean may see where it is injected. An alternative, because writers of named journals
     * have {@link JournalStream} too: where no journal is named, this one is preferred to them.
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

    /** Dependent and an alternative for the same reasons as a writer. */
    @Produces
    @Alternative
    @Dependent
    @Typed(Cursor.class)
    @JournalName(JournalName.DEFAULT)
    @JournalStream("") // any: the value does not bind
    @CursorName("") // any as well
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

    /** A cursor with the name and stream that its injection point names. */
    static Cursor cursor(JournalLifecycle journal, @Nullable InjectionPoint where) {
        return new InjectedCursor(
                journal,
                qualifier(CursorName.class, where).value(),
                qualifier(JournalStream.class, where).value());
    }

    /** A writer of the stream that its injection point names. */
    static TxnWriter writer(JournalLifecycle journal, @Nullable InjectionPoint where) {
        return new InjectedWriter(journal, qualifier(JournalStream.class, where).value());
    }

    private static <T> T qualifier(Class<T> type, @Nullable InjectionPoint where) {
        if (where == null) {
            throw new IllegalStateException("This container does not tell which @" + type.getSimpleName()
                    + " was asked for in a look-up by select(): have it injected, or get it from the injected Journal");
        }
        return where.getQualifiers().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No @" + type.getSimpleName() + " stands at " + where));
    }
}
