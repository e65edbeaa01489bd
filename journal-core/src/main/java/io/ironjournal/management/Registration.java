package io.ironjournal.management;

import io.ironjournal.Journal;
import io.ironjournal.spi.transaction.Transactions;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows one journal by JMX until it is closed. If JMX does not work, or is not in the run-time image, the journal works
 * without it.
 */
public final class Registration {

    private static final boolean AVAILABLE = available();

    /** Until then a JVM without an MBean server is probably a short command, which should not wait for one. */
    private static final long DELAY_SECONDS = 5;

    private final String directory;
    private final BooleanSupplier serverExists;
    private final Executor later;
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable ShownJournal journal;
    private @Nullable Runnable unregister;

    /**
     * Shows nothing yet.
     *
     * @param directory the absolute path of the journal's directory, as shown in messages
     */
    public Registration(String directory) {
        this(
                directory,
                // Not a method reference, which would load that class also where there is no JMX.
                () -> PlatformServer.exists(),
                CompletableFuture.delayedExecutor(DELAY_SECONDS, TimeUnit.SECONDS));
    }

    /**
     * Shows nothing yet.
     *
     * @param serverExists whether there is an MBean server
     * @param later runs what can wait
     */
    Registration(String directory, BooleanSupplier serverExists, Executor later) {
        this.directory = directory;
        this.serverExists = serverExists;
        this.later = later;
    }

    private static boolean available() {
        try {
            Class.forName("javax.management.MBeanServer", false, Registration.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError withoutModule) {
            return false;
        }
    }

    /**
     * Shows a journal: now if the JVM has an MBean server, and otherwise a few seconds later. Never throws.
     *
     * @param shardStreams the streams of its shards; empty for a plain journal
     */
    public void show(Journal open, List<String> shardStreams) {
        if (!AVAILABLE) {
            return;
        }
        lock.lock();
        try {
            journal = new ShownJournal(open, Transactions.of(open), directory, shardStreams);
        } finally {
            lock.unlock();
        }
        try {
            if (serverExists.getAsBoolean()) {
                register();
            } else {
                later.execute(() -> {
                    if (isOpen()) {
                        // Takes long, so not under the lock, which a close needs.
                        PlatformServer.start();
                        register();
                    }
                });
            }
        } catch (RuntimeException | LinkageError notRegistered) {
            log(notRegistered);
        }
    }

    private boolean isOpen() {
        lock.lock();
        try {
            return journal != null;
        } finally {
            lock.unlock();
        }
    }

    private void register() {
        lock.lock();
        try {
            ShownJournal shown = journal;
            if (shown != null) {
                unregister = PlatformServer.register(shown);
            }
        } catch (Exception | LinkageError notRegistered) {
            log(notRegistered);
        } finally {
            lock.unlock();
        }
    }

    private static void log(Throwable notRegistered) {
        System.getLogger("io.ironjournal").log(Level.DEBUG, "A journal is not shown by JMX", notRegistered);
    }

    /** Shows the journal no more. Can be called again, and before it is shown. Never throws. */
    public void close() {
        lock.lock();
        try {
            journal = null;
            Runnable registered = unregister;
            unregister = null;
            if (registered != null) {
                registered.run();
            }
        } catch (RuntimeException | LinkageError gone) {
            log(gone);
        } finally {
            lock.unlock();
        }
    }
}
