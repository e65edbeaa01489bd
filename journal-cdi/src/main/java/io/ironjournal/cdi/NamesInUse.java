package io.ironjournal.cdi;

import io.ironjournal.Cursor;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.TxnWriter;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.InjectionPointInfo;
import jakarta.enterprise.inject.build.compatible.spi.ObserverInfo;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.AnnotationTarget;
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
import java.util.stream.Stream;

/** Which journals the application's code asks for, and where. */
final class NamesInUse {

    /** Where a name stands first. */
    private final Map<String, String> places = new TreeMap<>();

    private final Set<String> applicationsOwn = new TreeSet<>();

    /** Where a journal is asked for by its shards first. */
    private final Map<String, String> sharded = new TreeMap<>();

    private final Set<String> applicationsShards = new TreeSet<>();
    private boolean defaultInjected;

    void injected(InjectionPointInfo point) {
        note(point.type(), point.qualifiers(), place(point.declaration()));
    }

    void observed(ObserverInfo observer) {
        MethodInfo method = observer.observerMethod();
        named(observer.qualifiers()).ifPresent(name -> places.putIfAbsent(name, place(method)));
        for (ParameterInfo parameter : method.parameters()) {
            if (!parameter.equals(observer.eventParameter())) {
                note(parameter.type(), parameter.annotations(), place(method));
            }
        }
    }

    /** A journal of the application's own, or options, which must be for a journal that exists. */
    void offered(BeanInfo bean) {
        if (bean.types().stream().anyMatch(type -> is(type, ShardedJournal.class))) {
            applicationsShards.add(named(bean.qualifiers()).orElse(JournalName.DEFAULT));
        }
        named(bean.qualifiers()).ifPresent(name -> {
            if (bean.types().stream().anyMatch(type -> is(type, Journal.class))) {
                applicationsOwn.add(name);
            } else if (bean.types().stream().anyMatch(type -> is(type, JournalOptions.class))) {
                places.putIfAbsent(name, bean.declaringClass().name());
            }
        });
    }

    private void note(Type type, Collection<AnnotationInfo> qualifiers, String place) {
        Optional<String> name = named(qualifiers);
        name.ifPresent(given -> places.putIfAbsent(given, place));
        if (concerns(type, ShardedJournal.class) || concerns(type, ShardedTxnWriter.class)) {
            sharded.putIfAbsent(name.orElse(JournalName.DEFAULT), place);
        }
        if (name.isEmpty() || name.get().equals(JournalName.DEFAULT)) {
            defaultInjected |= Stream.of(
                            Journal.class, TxnWriter.class, Cursor.class, ShardedJournal.class, ShardedTxnWriter.class)
                    .anyMatch(ours -> concerns(type, ours));
        }
    }

    private static Optional<String> named(Collection<AnnotationInfo> qualifiers) {
        return qualifiers.stream()
                .filter(qualifier -> qualifier.name().equals(JournalName.class.getName()))
                .map(qualifier -> qualifier.value().asString())
                .findFirst();
    }

    /** The type itself, or an {@code Instance}, {@code Provider} or the like of it. */
    private static boolean concerns(Type type, Class<?> wanted) {
        if (type.isParameterizedType()) {
            return type.asParameterizedType().typeArguments().stream().anyMatch(of -> concerns(of, wanted));
        }
        return is(type, wanted);
    }

    private static boolean is(Type type, Class<?> wanted) {
        return type.isClass() && type.asClass().declaration().name().equals(wanted.getName());
    }

    private static String place(AnnotationTarget declaration) {
        if (declaration.isDeclaration()) {
            if (declaration.asDeclaration().isField()) {
                var field = declaration.asDeclaration().asField();
                return field.declaringClass().name() + "." + field.name();
            }
            if (declaration.asDeclaration().isParameter()) {
                return place(declaration.asDeclaration().asParameter().declaringMethod());
            }
            if (declaration.asDeclaration().isMethod()) {
                var method = declaration.asDeclaration().asMethod();
                return method.declaringClass().name()
                        + (method.isConstructor() ? "'s constructor" : "." + method.name());
            }
        }
        return declaration.toString();
    }

    Set<String> names() {
        return places.keySet();
    }

    boolean isApplicationsOwn(String name) {
        return applicationsOwn.contains(name);
    }

    /** What is wrong with journals that are asked for by their shards and have none. */
    List<String> plainAmong(Predicate<String> isSharded) {
        return sharded.entrySet().stream()
                .filter(use -> !applicationsShards.contains(use.getKey()) && !isSharded.test(use.getKey()))
                .map(use ->
                        use.getValue() + " wants the journal \"" + use.getKey() + "\" by its shards, of which it has"
                                + " none: set " + JournalSettings.prefix(use.getKey()) + JournalKey.SHARDS
                                + " to their number, when the journal is created")
                .toList();
    }

    boolean defaultInjected() {
        return defaultInjected;
    }

    /** What is wrong with names that nobody declared. */
    List<String> unknownAmong(List<String> declared) {
        String known = declared.isEmpty()
                ? JournalNames.KEY + " is not set"
                : JournalNames.KEY + " declares " + String.join(", ", declared);
        return places.entrySet().stream()
                .filter(use -> !use.getKey().equals(JournalName.DEFAULT)
                        && !declared.contains(use.getKey())
                        && !applicationsOwn.contains(use.getKey()))
                .map(use -> "There is no journal \"" + use.getKey() + "\", as " + use.getValue() + " has it: " + known
                        + ". Correct the name, or add it there")
                .toList();
    }
}
