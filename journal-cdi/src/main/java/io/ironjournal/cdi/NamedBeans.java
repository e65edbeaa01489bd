package io.ironjournal.cdi;

import io.ironjournal.Cursor;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.util.List;

/** Makes the beans that {@link JournalExtension} declares. Its nested classes are public, because the container requires that. */
final class NamedBeans {

    static final String NAME = "name";
    static final String NAMES = "names";
    static final String CONSUMERS = "consumers";
    static final String DEFAULT_INJECTED = "defaultInjected";
    static final String TRANSACTIONAL_OBSERVER = "transactionalObserver";

    private NamedBeans() {}

    private static JournalLifecycle journal(Instance<Object> lookup, Parameters parameters) {
        return lookup.select(JournalLifecycles.class).get().get(parameters.get(NAME, String.class));
    }

    /** Creates the list of consumers. */
    public static final class OfConsumers implements SyntheticBeanCreator<DeclaredConsumers> {

        @Override
        public DeclaredConsumers create(Instance<Object> lookup, Parameters parameters) {
            return new DeclaredConsumers(ConsumerMethod.decode(parameters.get(CONSUMERS, String[].class)));
        }
    }

    /** Creates a named journal. */
    public static final class OfJournal implements SyntheticBeanCreator<Journal> {

        @Override
        public Journal create(Instance<Object> lookup, Parameters parameters) {
            return new InjectedJournal(journal(lookup, parameters));
        }
    }

    /** Creates a writer of a named journal. */
    public static final class OfWriter implements SyntheticBeanCreator<TxnWriter> {

        @Override
        public TxnWriter create(Instance<Object> lookup, Parameters parameters) {
            return JournalProducers.writer(
                    journal(lookup, parameters),
                    lookup.select(InjectionPoint.class).get());
        }
    }

    /** Creates a cursor of a named journal. */
    public static final class OfCursor implements SyntheticBeanCreator<Cursor> {

        @Override
        public Cursor create(Instance<Object> lookup, Parameters parameters) {
            return JournalProducers.cursor(
                    journal(lookup, parameters),
                    lookup.select(InjectionPoint.class).get());
        }
    }

    /** Creates a named sharded journal. */
    public static final class OfShardedJournal implements SyntheticBeanCreator<ShardedJournal> {

        @Override
        public ShardedJournal create(Instance<Object> lookup, Parameters parameters) {
            return new InjectedShardedJournal(journal(lookup, parameters));
        }
    }

    /** Creates a writer of a named sharded journal. */
    public static final class OfShardedWriter implements SyntheticBeanCreator<ShardedTxnWriter> {

        @Override
        public ShardedTxnWriter create(Instance<Object> lookup, Parameters parameters) {
            return new InjectedShardedWriter(journal(lookup, parameters));
        }
    }

    /** Creates the bean that passes what the extension found to the running application. */
    public static final class OfNames implements SyntheticBeanCreator<DeclaredJournals> {

        @Override
        public DeclaredJournals create(Instance<Object> lookup, Parameters parameters) {
            return new DeclaredJournals(
                    List.of(parameters.get(NAMES, String[].class)),
                    parameters.get(DEFAULT_INJECTED, Boolean.class),
                    parameters.get(TRANSACTIONAL_OBSERVER, String.class));
        }
    }
}
