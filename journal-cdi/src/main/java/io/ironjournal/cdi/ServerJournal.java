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
 * A journal that a resource adapter has opened, enlists and recovers. Nothing of the application is registered with it, because the
 * journal lives longer than the application.
 */
record ServerJournal(JournalSource source) implements ManagedJournal {

    /**
     * Looks a journal up.
     *
     * @param key the key that has the name, for errors
     * @param name the name
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
                    "nothing is bound to that name. Define a connection factory of the resource adapter there",
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
            return "the application and the resource adapter have classes of the journal each. Remove journal-core, journal-config,"
                    + " journal-jta and journal-ra from the application, and make the classes of the adapter visible to it";
        }
        return "that name is bound to "
                + (found == null
                        ? "nothing"
                        : "an object of the class " + found.getClass().getName())
                + ", and not to a connection factory of the journal's resource adapter";
    }

    /** Whether the class is one of ours by another class loader. */
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

    /** The adapter closes it. */
    @Override
    public void close() {}
}
