package io.ironjournal.cdi;

import io.ironjournal.Cursor;
import io.ironjournal.TxnWriter;
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

    /** Looks at an injection point that has a qualifier of ours; without one, the bean is not ours. */
    void look(Supplier<Type> type, Collection<AnnotationInfo> qualifiers, Supplier<String> place) {
        Optional<String> stream = CodeModel.value(qualifiers, JournalStream.class);
        Optional<String> cursor = CodeModel.value(qualifiers, CursorName.class);
        if (stream.isEmpty() && cursor.isEmpty() && !CodeModel.has(qualifiers, JournalName.class)) {
            return;
        }
        if (CodeModel.is(type, TxnWriter.class) && stream.isEmpty()) {
            found.add(
                    place.get() + " injects a TxnWriter without its stream: write @JournalStream(\"orders\") beside it,"
                            + " with the stream's name");
        }
        if (CodeModel.is(type, Cursor.class) && (stream.isEmpty() || cursor.isEmpty())) {
            found.add(place.get() + " injects a Cursor without " + (stream.isEmpty() ? "@JournalStream" : "@CursorName")
                    + ": write @JournalStream(\"orders\") @CursorName(\"mailer\") beside it, with the names of the stream"
                    + " and of the cursor");
        }
        stream.ifPresent(name -> check(name, "@JournalStream", place));
        cursor.ifPresent(name -> check(name, "@CursorName", place));
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
