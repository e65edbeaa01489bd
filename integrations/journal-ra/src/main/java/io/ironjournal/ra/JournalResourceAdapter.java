package io.ironjournal.ra;

import io.ironjournal.JournalException;
import io.ironjournal.config.ConfigurationException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
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
    private final ResourceNames names = new ResourceNames();
    private final MessageEndpoints endpoints = new MessageEndpoints();
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
            ArchiveClasses.load();
            AdapterJournal journal = AdapterJournal.open(settings(), context, names);
            open = journal;
            started.countDown();
            endpoints.open(journal, context);
        } catch (ConfigurationException e) {
            throw new ResourceAdapterInternalException(
                    "The journal's resource adapter cannot start: " + e.getMessage(), e);
        } catch (JournalException e) {
            throw new ResourceAdapterInternalException(
                    "The journal in " + getDir() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Ends all message endpoints and waits for their deliveries. Then waits for other active transactions, for at most
     * ten seconds, and closes the journal. Can be called again without effect.
     */
    @Override
    public void stop() {
        endpoints.close();
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

    /** The names by which the server's transaction log knows resources of this adapter. */
    ResourceNames names() {
        return names;
    }

    /** The open journal. */
    AdapterJournal journal() {
        AdapterJournal current = open;
        if (current == null) {
            throw new IllegalStateException("The resource adapter of the journal in " + getDir()
                    + " is not started, or was stopped. Start it in the server");
        }
        return current;
    }

    /**
     * Begins to deliver entries to an endpoint. If the adapter is not started yet, the endpoint consumes when it has
     * started.
     *
     * @throws ResourceException when the specification is not valid, another endpoint uses the cursor, or the server
     *     provides no thread
     */
    @Override
    public void endpointActivation(MessageEndpointFactory endpoint, ActivationSpec spec) throws ResourceException {
        endpoints.activate(endpoint, spec);
    }

    /** Ends the deliveries to an endpoint. Waits for the delivery that is in progress. */
    @Override
    public void endpointDeactivation(MessageEndpointFactory endpoint, ActivationSpec spec) {
        endpoints.deactivate(endpoint, spec);
    }

    /**
     * Returns one resource, for the recovery of transactions in which entries were delivered. It is a resource of the
     * whole journal, as those of the connection factories are. Each of them lists all branches in doubt and can decide
     * each; a resource that is asked about a branch that another one has already decided answers that it does not know
     * it.
     *
     * @param specs the specifications of endpoints, which do not matter
     * @return one resource
     * @throws ResourceException when the adapter is not started, or was stopped
     */
    @Override
    public XAResource[] getXAResources(ActivationSpec @Nullable [] specs) throws ResourceException {
        try {
            return new XAResource[] {
                new EndpointResource(journalWhenStarted().connect().getXAResource())
            };
        } catch (IllegalStateException e) {
            throw new ResourceException(
                    "The journal cannot be recovered now: " + e.getMessage() + ". The server tries again", e);
        }
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
        Map<String, String> shown = new TreeMap<>(values());
        shown.computeIfPresent("bookkeeperPassword", (key, password) -> "***");
        return "JournalResourceAdapter" + shown;
    }
}
