package io.ironjournal.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkManager;
import java.util.List;

/**
 * What the server provides for message endpoints while the adapter is started.
 *
 * @param journal the open journal
 * @param context the server
 */
record InboundServer(AdapterJournal journal, BootstrapContext context) {

    WorkManager workManager() {
        return context.getWorkManager();
    }

    /** Returns a new worker. It asks for a thread for long work, if the server distinguishes that. */
    StreamWorker worker(ConsumerSettings settings, String stream, MessageEndpointFactory factory)
            throws ResourceException {
        return context.isContextSupported(HintsContext.class)
                ? new LongWorker(journal, settings, stream, factory)
                : new StreamWorker(journal, settings, stream, factory);
    }

    /** Is not serialized. The interface of the standard is serializable. */
    @SuppressWarnings("serial")
    private static final class LongWorker extends StreamWorker implements WorkContextProvider {

        private static final long serialVersionUID = 1L;

        LongWorker(AdapterJournal journal, ConsumerSettings settings, String stream, MessageEndpointFactory factory)
                throws ResourceException {
            super(journal, settings, stream, factory);
        }

        @Override
        public List<WorkContext> getWorkContexts() {
            HintsContext hints = new HintsContext();
            hints.setHint(HintsContext.LONGRUNNING_HINT, true);
            return List.of(hints);
        }
    }
}
