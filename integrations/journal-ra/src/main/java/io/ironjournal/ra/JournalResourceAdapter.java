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

    /** Servers ask for connections to recover while they still start the adapter. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch started = new CountDownLatch(1);
    private volatile @Nullable AdapterJournal open;

    /**
     * Called by servers.
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

    /** Waits for transactions in flight, for at most ten seconds, and closes the journal. */
    @Override
    public void stop() {
        AdapterJournal current = open;
        open = null;
        if (current != null) {
            current.close();
        }
    }

    /**
     * The open journal, for a server that may be about to start the adapter. A recovery thread that fails here would log an
     * error, although the next scan succeeds.
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

    /** Says that message endpoints are not supported. */
    @Override
    public void endpointActivation(MessageEndpointFactory endpoint, ActivationSpec spec) throws ResourceException {
        throw new NotSupportedException("The journal's resource adapter has no message endpoints");
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory endpoint, ActivationSpec spec) {}

    /** Connections are recovered by their factories. */
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
