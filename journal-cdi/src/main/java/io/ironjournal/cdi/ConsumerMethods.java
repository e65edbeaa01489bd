package io.ironjournal.cdi;

import io.ironjournal.Entry;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.build.compatible.spi.MethodConfig;
import jakarta.enterprise.inject.build.compatible.spi.ObserverInfo;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.AnnotationMember;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.types.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the methods with {@link ConsumesStream}, and errors about them. */
final class ConsumerMethods {

    private static final int MAX_NAME_BYTES = 85;

    /** The numbers of deliveries are in a stream whose name is longer, by {@code .deliveries}. */
    private static final int MAX_DEAD_LETTER_BYTES = MAX_NAME_BYTES - 11;

    private static final int MAX_BATCH = 100_000;
    private static final String TRANSACTIONAL = "jakarta.transaction.Transactional";
    private static final List<String> JOINING = List.of("REQUIRED", "MANDATORY", "SUPPORTS");

    /** By place. */
    private final Map<String, ConsumerMethod> methods = new LinkedHashMap<>();

    /** The number of observers that the container made of each method. */
    private final Map<String, Integer> observers = new LinkedHashMap<>();

    /** The places in classes that need not be beans. */
    private final Set<String> disabled = new HashSet<>();

    private final List<String> mistakes = new ArrayList<>();

    /** Looks at a method. Makes it an observer of the events of its consumer, if it is one. */
    void look(MethodConfig method) {
        MethodInfo info = method.info();
        if (!info.hasAnnotation(ConsumesStream.class)) {
            return;
        }
        String place = CodeModel.place(info);
        if (isWrong(info, place)) {
            return;
        }
        if (info.declaringClass().hasAnnotation(Alternative.class)
                || info.declaringClass().hasAnnotation(Vetoed.class)) {
            disabled.add(place);
        }
        ConsumerMethod consumer = read(info, place);
        check(consumer);
        if (methods.put(place, consumer) != null) {
            mistakes.add(place + " has @ConsumesStream and the name of another consumer in its class: give the methods"
                    + " different names");
        }
        method.parameters()
                .get(0)
                .addAnnotation(Observes.class)
                .addAnnotation(ConsumesStream.Delivery.Literal.of(place));
    }

    private boolean isWrong(MethodInfo info, String place) {
        int before = mistakes.size();
        if (info.parameters().isEmpty() || !(isEntry(first(info)) || isList(first(info)))) {
            mistakes.add(
                    place + " has @ConsumesStream, but its first parameter is not an entry: write Entry, or List<Entry>"
                            + " for all entries of a transaction");
        } else if (CodeModel.hasAny(info.parameters().get(0).annotations(), "jakarta.enterprise.event.")) {
            mistakes.add(place + " has @ConsumesStream and is an observer: remove @Observes");
        }
        if (!info.returnType().isVoid()) {
            mistakes.add(place + " has @ConsumesStream, but returns a value, which nobody would get: return void");
        }
        AnnotationInfo transactional = CodeModel.annotation(info.annotations(), TRANSACTIONAL);
        if (transactional != null && transactional.hasMember("value")) {
            String type = transactional.member("value").asEnumConstant();
            if (!JOINING.contains(type)) {
                mistakes.add(place + " has @ConsumesStream and @Transactional(" + type
                        + "), so it would not work in the transaction that advances the cursor: remove @Transactional");
            }
        }
        return mistakes.size() > before;
    }

    private static Type first(MethodInfo info) {
        return info.parameters().get(0).type();
    }

    private static boolean isEntry(Type type) {
        return CodeModel.is(() -> type, Entry.class);
    }

    private static boolean isList(Type type) {
        if (!type.isParameterizedType()) {
            return false;
        }
        List<Type> arguments = type.asParameterizedType().typeArguments();
        return type.asParameterizedType().declaration().name().equals(List.class.getName())
                && arguments.size() == 1
                && isEntry(arguments.get(0));
    }

    private static ConsumerMethod read(MethodInfo info, String place) {
        AnnotationInfo given = info.annotation(ConsumesStream.class);
        return new ConsumerMethod(
                place,
                isList(first(info)),
                text(given, "journal", JournalName.DEFAULT),
                text(given, "stream", ""),
                text(given, "cursor", ""),
                (int) number(given, "batch", 1),
                given.hasMember("parallel") && given.member("parallel").asBoolean(),
                text(given, "deadLetters", ""),
                number(given, "maxDeliveries", 10));
    }

    private static String text(AnnotationInfo given, String member, String otherwise) {
        return given.hasMember(member) ? given.member(member).asString() : otherwise;
    }

    private static long number(AnnotationInfo given, String member, long otherwise) {
        if (!given.hasMember(member)) {
            return otherwise;
        }
        AnnotationMember value = given.member(member);
        return value.isInt() ? value.asInt() : value.asLong();
    }

    private void check(ConsumerMethod consumer) {
        checkName(consumer, "cursor", consumer.cursor(), MAX_NAME_BYTES, false);
        checkName(consumer, "stream", consumer.stream(), MAX_NAME_BYTES, true);
        checkName(consumer, "deadLetters", consumer.deadLetters(), MAX_DEAD_LETTER_BYTES, true);
        if (consumer.batch() < 1 || consumer.batch() > MAX_BATCH) {
            mistakes.add(
                    consumer.place() + " has batch = " + consumer.batch() + ": write a number from 1 to " + MAX_BATCH);
        }
        if (consumer.maxDeliveries() < 1) {
            mistakes.add(consumer.place() + " has maxDeliveries = " + consumer.maxDeliveries() + ": write 1 or more");
        }
        if (!consumer.stream().isEmpty() && consumer.deadLetters().equals(consumer.stream())) {
            mistakes.add(consumer.place() + " consumes the stream of its own dead letters: write another name for one");
        }
        for (ConsumerMethod other : methods.values()) {
            if (!other.place().equals(consumer.place())
                    && List.of(other.journal(), other.stream(), other.cursor())
                            .equals(List.of(consumer.journal(), consumer.stream(), consumer.cursor()))) {
                mistakes.add(consumer.place() + " and " + other.place()
                        + " consume the same stream with the same cursor: write different cursors, so that both get all"
                        + " entries");
            }
        }
    }

    private void checkName(ConsumerMethod consumer, String member, String name, int max, boolean optional) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > max || (bytes == 0 && !optional)) {
            mistakes.add(consumer.place() + " has a " + member + " with a name of " + bytes
                    + " bytes: write a name of 1 to " + max + " bytes in UTF-8");
        }
    }

    /** Counts the observers that the container made. */
    void observed(ObserverInfo observer) {
        CodeModel.value(observer.qualifiers(), ConsumesStream.Delivery.class)
                .ifPresent(place -> observers.merge(place, 1, Integer::sum));
    }

    /** Returns the methods of beans. Call it after all observers are known. */
    List<ConsumerMethod> methods() {
        return methods.values().stream()
                .filter(method -> observers.containsKey(method.place()))
                .toList();
    }

    /** Returns the errors. Call it after all observers are known. */
    List<String> mistakes() {
        List<String> all = new ArrayList<>(mistakes);
        for (String place : methods.keySet()) {
            int count = observers.getOrDefault(place, 0);
            if (count == 0 && !disabled.contains(place)) {
                all.add(place
                        + " has @ConsumesStream, but its class is not a bean: add a scope such as @ApplicationScoped");
            } else if (count > 1) {
                all.add(place + " has @ConsumesStream, and " + count
                        + " beans inherit it, which would all get each entry:"
                        + " put the method into a class with one bean");
            }
        }
        return all;
    }
}
