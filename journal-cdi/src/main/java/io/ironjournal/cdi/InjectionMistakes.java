package io.ironjournal.cdi;

import io.ironjournal.Cursor;
import io.ironjournal.TxnWriter;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.types.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects errors for injection points of writers and cursors whose qualifiers are missing or not valid. */
final class InjectionMistakes {

    private static final int MAX_NAME_BYTES = 85;

    private final List<String> found = new ArrayList<>();

    /** Errors for writers without a qualifier. They are reported if the application has no such bean of its own. */
    private final List<String> plainWriters = new ArrayList<>();

    /** The same for cursors. */
    private final List<String> plainCursors = new ArrayList<>();

    private boolean hasOwnWriter;
    private boolean hasOwnCursor;

    /** Looks at an injection point. */
    void look(Supplier<Type> type, Collection<AnnotationInfo> qualifiers, Supplier<String> place) {
        Optional<String> stream = CodeModel.value(qualifiers, JournalStream.class);
        Optional<String> cursor = CodeModel.value(qualifiers, CursorName.class);
        if (stream.isEmpty() && cursor.isEmpty() && !CodeModel.has(qualifiers, JournalName.class)) {
            lookAtPlain(type, qualifiers, place);
            return;
        }
        if (CodeModel.is(type, TxnWriter.class) && stream.isEmpty()) {
            found.add(writerWithoutStream(place.get()));
        }
        if (CodeModel.isOfShard(qualifiers)) {
            if (stream.isPresent()) {
                found.add(
                        place.get() + " injects a Cursor of a stream and of a shard: write either @JournalStream or the"
                                + " member shard of @CursorName");
            }
        } else if (CodeModel.is(type, Cursor.class) && (stream.isEmpty() || cursor.isEmpty())) {
            found.add(cursorWithout(stream.isEmpty() ? "@JournalStream" : "@CursorName", place.get()));
        }
        stream.ifPresent(name -> check(name, "@JournalStream", place));
        cursor.ifPresent(name -> check(name, "@CursorName", place));
    }

    private void lookAtPlain(Supplier<Type> type, Collection<AnnotationInfo> qualifiers, Supplier<String> place) {
        if (!CodeModel.isPlain(qualifiers)) {
            return;
        }
        if (CodeModel.is(type, TxnWriter.class)) {
            plainWriters.add(writerWithoutStream(place.get()));
        } else if (CodeModel.is(type, Cursor.class)) {
            plainCursors.add(cursorWithout("@JournalStream and @CursorName", place.get()));
        }
    }

    /** Records a writer or cursor that is a bean of the application. */
    void offered(BeanInfo bean) {
        if (CodeModel.isDefault(bean)) {
            hasOwnWriter |= CodeModel.hasType(bean, TxnWriter.class);
            hasOwnCursor |= CodeModel.hasType(bean, Cursor.class);
        }
    }

    /** Returns errors for injection points that no bean satisfies. Call it after all beans are known. */
    List<String> unsatisfied() {
        List<String> unsatisfied = new ArrayList<>();
        if (!hasOwnWriter) {
            unsatisfied.addAll(plainWriters);
        }
        if (!hasOwnCursor) {
            unsatisfied.addAll(plainCursors);
        }
        return unsatisfied;
    }

    private static String writerWithoutStream(String place) {
        return place
                + " injects a TxnWriter without a stream: write @JournalStream(\"orders\") at the injection point, with the"
                + " name of the stream";
    }

    private static String cursorWithout(String missing, String place) {
        return place + " injects a Cursor without " + missing
                + ": write @JournalStream(\"orders\") @CursorName(\"mailer\") at the injection point, with the names of"
                + " the stream and of the cursor";
    }

    private void check(String name, String qualifier, Supplier<String> place) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_NAME_BYTES) {
            found.add(place.get() + " has " + qualifier + " with a name of " + bytes + " bytes: write a name of 1 to "
                    + MAX_NAME_BYTES + " bytes in UTF-8");
        }
    }

    List<String> found() {
        return found;
    }
}
