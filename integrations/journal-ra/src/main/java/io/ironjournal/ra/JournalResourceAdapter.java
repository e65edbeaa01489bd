package io.ironjournal.ra;

import io.ironjournal.JournalException;
import io.ironjournal.config.ConfigurationException;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * Opens one journal when the server starts the adapter, and closes it when the server stops it. For another journal, define
 * another resource adapter of the same archive.
 *
 * @since 0.1.0
 */
public class JournalResourceAdapter extends JournalProperties implements ResourceAdapter {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.ra");

    /**
     * How long a call waits for the adapter to start. Servers request connections for recovery while they still start
     * it.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch started = new CountDownLatch(1);
    private volatile @Nullable AdapterJournal open;

    /**
     * Creates the adapter. Servers call this.
     *
     * @since 0.1.0
     */
    public JournalResourceAdapter() {}

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        try {
            open = AdapterJournal.open(settings(), context);
            started.countDown();
        } catch (ConfigurationException e) {
            throw new ResourceAdapterInternalException(
                    "The journal's resource adapter does not start: " + e.getMessage(), e);
        } catch (JournalException e) {
            throw new ResourceAdapterInternalException(
                    "The journal in " + getDir() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Waits for active transactions, for at most ten seconds, and closes the journal. Can be called again without
     * effect.
     */
    @Override
    public void stop() {
        AdapterJournal current = open;
        open = null;
        if (current != null) {
            current.close();
        }
    }

    /**
     * Returns the open journal. Waits while the server still starts the adapter. Without the wait, a recovery thread
     * would fail and log an error, although the next scan succeeds.
     */
    AdapterJournal journalWhenStarted() {
        try {
            if (!started.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.log(Level.DEBUG, "{0} has not started within {1}", this, PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return journal();
    }

    /** The open journal. */
    AdapterJournal journal() {
        AdapterJournal current = open;
        if (current == null) {
            throw new IllegalStateException(
                    "The resource adapter of the journal in " + getDir() + " is not started, or was stopped");
        }
        return current;
    }

    /** Throws {@link NotSupportedException}, because the adapter has no message endpoints. */
    @Override
    public void endpointActivation(MessageEndpointFactory endpoint, ActivationSpec spec) throws ResourceException {
        throw new NotSupportedException("The journal's resource adapter has no message endpoints");
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory endpoint, ActivationSpec spec) {}

    /** Returns null, because the server recovers the journal through the connection factories. */
    @Override
    public XAResource @Nullable [] getXAResources(ActivationSpec[] specs) {
        return null;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof JournalResourceAdapter adapter
                && adapter.values().equals(values());
    }

    @Override
    public final int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return "JournalResourceAdapter" + values();
    }
}
