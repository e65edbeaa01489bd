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
    private transient volatile @Nullable ContainerJournal journal;

    JournalReference(ContainerJournal journal) {
        this.name = journal.name();
        this.journal = journal;
    }

    ContainerJournal get() {
        ContainerJournal known = journal;
        if (known == null) {
            known = find();
            journal = known;
        }
        return known;
    }

    private ContainerJournal find() {
        ContainerJournals journals;
        try {
            journals = CDI.current().select(ContainerJournals.class).get();
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "The journal \"" + name
                            + "\" of an activated bean cannot be found, since no CDI container runs in the"
                            + " calling thread's application",
                    e);
        }
        return journals.get(name);
    }

    @Override
    public String toString() {
        ContainerJournal known = journal;
        return known != null ? known.toString() : name;
    }
}
