package io.ironjournal.cdi;

import io.ironjournal.Journal;
import io.ironjournal.jta.JournalSource;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.text.Printable;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * A journal that a resource adapter opens, enlists and recovers. No object of the application is registered with it, because the
 * journal outlives the application.
 */
record ServerJournal(JournalSource source) implements ManagedJournal {

    /**
     * Looks up a journal.
     *
     * @param key the configuration key of the name, for errors
     * @param name the JNDI name
     */
    @SuppressWarnings("BanJNDI") // the name is the application's own configuration
    static ServerJournal lookUp(String key, String name) {
        Object found;
        try {
            found = InitialContext.doLookup(name);
        } catch (NamingException e) {
            throw refused(
                    key,
                    name,
                    "nothing is bound to that name. Define a connection factory of the resource adapter with that name",
                    e);
        }
        if (found instanceof JournalSource source) {
            return new ServerJournal(checked(key, name, source));
        }
        throw refused(key, name, whatIsWrongWith(found), null);
    }

    private static JournalSource checked(String key, String name, JournalSource source) {
        try {
            source.journal();
            return source;
        } catch (IllegalStateException e) {
            throw refused(key, name, String.valueOf(e.getMessage()), e);
        }
    }

    private static String whatIsWrongWith(@Nullable Object found) {
        if (found != null && isCopy(found.getClass())) {
            return "the application and the resource adapter both contain classes of the journal. Remove journal-core, journal-config,"
                    + " journal-jta and journal-ra from the application, and make the classes of the adapter visible to it";
        }
        return "that name is bound to "
                + (found == null
                        ? "nothing"
                        : "an object of the class " + found.getClass().getName())
                + ", and not to a connection factory of the journal's resource adapter";
    }

    /** Returns whether a class implements our interface as another class loader has loaded it. */
    private static boolean isCopy(@Nullable Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> implemented : each.getInterfaces()) {
                if (implemented.getName().equals(JournalSource.class.getName()) || isCopy(implemented)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static DeploymentException refused(String key, String name, String reason, @Nullable Exception cause) {
        return new DeploymentException(
                "The journal of " + key + "=" + Printable.text(name) + " is not found: " + reason, cause);
    }

    @Override
    public Journal journal() {
        return source.journal();
    }

    @Override
    public Optional<ShardedJournal> sharded() {
        return source.shardedJournal();
    }

    @Override
    public TransactionSynchronizationRegistry registry() {
        return source.registry();
    }

    @Override
    public void announce(JournalEvents events) {
        events.recovered(source.journal().recoveryReport());
    }

    /** Does nothing, because the adapter closes the journal. */
    @Override
    public void close() {}
}
