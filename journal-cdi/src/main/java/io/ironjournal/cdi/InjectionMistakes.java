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

/** Injection points of writers and cursors whose qualifiers are missing or name nothing that can exist. */
final class InjectionMistakes {

    private static final int MAX_NAME_BYTES = 85;

    private final List<String> found = new ArrayList<>();

    /** Where the application asks for a writer or cursor by no qualifier, which only a bean of its own can be. */
    private final List<String> plainWriters = new ArrayList<>();

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
        if (CodeModel.is(type, Cursor.class) && (stream.isEmpty() || cursor.isEmpty())) {
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

    /** Notes a writer or cursor that the application brings itself. */
    void offered(BeanInfo bean) {
        if (CodeModel.isDefault(bean)) {
            hasOwnWriter |= CodeModel.hasType(bean, TxnWriter.class);
            hasOwnCursor |= CodeModel.hasType(bean, Cursor.class);
        }
    }

    /** Returns what is wrong with injection points that no bean fits, to be asked for when all beans are known. */
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
        return place + " injects a TxnWriter without its stream: write @JournalStream(\"orders\") beside it, with the"
                + " stream's name";
    }

    private static String cursorWithout(String missing, String place) {
        return place + " injects a Cursor without " + missing
                + ": write @JournalStream(\"orders\") @CursorName(\"mailer\") beside it, with the names of the stream and"
                + " of the cursor";
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
