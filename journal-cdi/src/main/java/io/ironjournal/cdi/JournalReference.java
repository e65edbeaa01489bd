package io.ironjournal.cdi;

import jakarta.enterprise.inject.spi.CDI;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A serializable reference to a journal by its name, so that an injected object can be passivated with its bean. After
 * activation, the first use finds the journal with the same name in the running application.
 */
final class JournalReference implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private transient volatile @Nullable JournalLifecycle journal;

    JournalReference(JournalLifecycle journal) {
        this.name = journal.name();
        this.journal = journal;
    }

    JournalLifecycle get() {
        JournalLifecycle known = journal;
        if (known == null) {
            known = find();
            journal = known;
        }
        return known;
    }

    private JournalLifecycle find() {
        JournalLifecycles journals;
        try {
            journals = CDI.current().select(JournalLifecycles.class).get();
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "The journal \"" + name
                            + "\" of an activated bean cannot be found, because no CDI container runs in the"
                            + " application of the calling thread",
                    e);
        }
        return journals.get(name);
    }

    @Override
    public String toString() {
        JournalLifecycle known = journal;
        return known != null ? known.toString() : name;
    }
}
