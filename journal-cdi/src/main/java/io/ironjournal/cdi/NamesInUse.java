package io.ironjournal.cdi;

import io.ironjournal.Cursor;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.TxnWriter;
import io.ironjournal.config.JournalKeys;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import io.ironjournal.text.Printable;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.InjectionPointInfo;
import jakarta.enterprise.inject.build.compatible.spi.ObserverInfo;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.declarations.ParameterInfo;
import jakarta.enterprise.lang.model.types.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Collects which journals the application uses, and where. */
final class NamesInUse {

    private static final List<Class<?>> OF_STREAMS = Stream.concat(
                    JournalRoles.OF_JOURNAL.stream(), Stream.of(TxnWriter.class, Cursor.class))
            .toList();
    private static final List<Class<?>> OF_SHARDS = Stream.concat(
                    JournalRoles.OF_SHARDED_JOURNAL.stream(), Stream.of(ShardedTxnWriter.class))
            .toList();

    /** The first place of each name. */
    private final Map<String, String> places = new TreeMap<>();

    /** Names of journals that are beans of the application. */
    private final Set<String> applicationsOwn = new TreeSet<>();

    /** The first place of each sharded journal. */
    private final Map<String, String> sharded = new TreeMap<>();

    /** Names of sharded journals that are beans of the application. */
    private final Set<String> applicationsShards = new TreeSet<>();

    private final InjectionMistakes mistakes = new InjectionMistakes();
    private boolean defaultInjected;

    /** The first observer that waits for a phase of a transaction; empty when there is none. */
    private String transactionalObserver = "";

    void injected(InjectionPointInfo point, BeanInfo bean) {
        note(point::type, CodeModel.qualifiers(point), () -> CodeModel.place(point, bean));
    }

    void observed(ObserverInfo observer) {
        MethodInfo method = observer.observerMethod();
        if (transactionalObserver.isEmpty() && observer.transactionPhase() != TransactionPhase.IN_PROGRESS) {
            transactionalObserver = CodeModel.place(method);
        }
        CodeModel.value(observer.qualifiers(), JournalName.class)
                .ifPresent(name -> places.putIfAbsent(name, CodeModel.place(method)));
        for (ParameterInfo parameter : method.parameters()) {
            if (!isEvent(parameter)) {
                note(parameter::type, parameter.annotations(), () -> CodeModel.place(method));
            }
        }
    }

    /** Returns whether a parameter is the event. {@code ObserverInfo.eventParameter()} fails in Weld for async observers. */
    private static boolean isEvent(ParameterInfo parameter) {
        return parameter.hasAnnotation(Observes.class) || parameter.hasAnnotation(ObservesAsync.class);
    }

    /** Records a method that consumes a journal. */
    void consumed(ConsumerMethod method) {
        places.putIfAbsent(method.journal(), method.place());
        if (method.stream().isEmpty()) {
            sharded.putIfAbsent(method.journal(), method.place());
        }
        defaultInjected |= method.journal().equals(JournalName.DEFAULT);
    }

    /** Records a bean of the application: a journal, or options, whose name must be declared. */
    void offered(BeanInfo bean) {
        boolean journal = CodeModel.hasType(bean, Journal.class);
        boolean shards = CodeModel.hasType(bean, ShardedJournal.class);
        boolean options = CodeModel.hasType(bean, JournalOptions.class);
        if (!journal && !shards && !options) {
            return;
        }
        Optional<String> name = CodeModel.value(bean.qualifiers(), JournalName.class);
        if (shards) {
            applicationsShards.add(name.orElse(JournalName.DEFAULT));
        }
        if (journal) {
            name.ifPresent(applicationsOwn::add);
        } else if (options) {
            name.ifPresent(given -> places.putIfAbsent(given, CodeModel.place(bean)));
        }
    }

    private void note(Supplier<Type> type, Collection<AnnotationInfo> qualifiers, Supplier<String> place) {
        mistakes.look(type, qualifiers, place);
        Optional<String> name = CodeModel.value(qualifiers, JournalName.class);
        name.ifPresent(given -> places.putIfAbsent(given, place.get()));
        boolean shards = concernsAny(type, OF_SHARDS) || CodeModel.isOfShard(qualifiers);
        if (shards) {
            sharded.putIfAbsent(name.orElse(JournalName.DEFAULT), place.get());
        }
        if (name.isEmpty() || name.get().equals(JournalName.DEFAULT)) {
            defaultInjected |= shards || concernsAny(type, OF_STREAMS);
        }
    }

    private static boolean concernsAny(Supplier<Type> type, List<Class<?>> ours) {
        return ours.stream().anyMatch(one -> CodeModel.concerns(type, one));
    }

    Set<String> names() {
        return places.keySet();
    }

    /** Returns errors about qualifiers. */
    List<String> mistakes() {
        return mistakes.found();
    }

    /** Records a writer or cursor that is a bean of the application. */
    void ownWork(BeanInfo bean) {
        mistakes.offered(bean);
    }

    /** Returns errors about injection points that no bean satisfies. Call it after all beans are known. */
    List<String> unsatisfied() {
        return mistakes.unsatisfied();
    }

    boolean isApplicationsOwn(String name) {
        return applicationsOwn.contains(name);
    }

    /** Returns errors about journals that are injected as sharded journals and are not sharded. */
    List<String> plainAmong(Predicate<String> isSharded, JournalConfiguration configuration) {
        return sharded.entrySet().stream()
                .filter(use -> !applicationsShards.contains(use.getKey()) && !isSharded.test(use.getKey()))
                .map(use -> use.getValue() + " injects the journal \"" + Printable.text(use.getKey())
                        + "\" as a sharded journal, but it is not"
                        + " sharded. To create it as a sharded journal, set "
                        + Printable.text(configuration.key(use.getKey(), JournalKeys.SHARDS))
                        + " to the number of shards")
                .toList();
    }

    String transactionalObserver() {
        return transactionalObserver;
    }

    boolean defaultInjected() {
        return defaultInjected;
    }

    /** Returns errors about names that are not declared. */
    List<String> unknownAmong(List<String> declared, JournalConfiguration configuration) {
        String known = declared.isEmpty()
                ? configuration.namesKey() + " is not set"
                : configuration.namesKey() + " declares " + String.join(", ", declared);
        return places.entrySet().stream()
                .filter(use -> !use.getKey().equals(JournalName.DEFAULT)
                        && !declared.contains(use.getKey())
                        && !applicationsOwn.contains(use.getKey()))
                .map(use -> use.getValue() + " uses the journal \"" + Printable.text(use.getKey())
                        + "\", but there is no journal with this name: " + known
                        + ". Correct the name, or add it to the key")
                .toList();
    }
}
