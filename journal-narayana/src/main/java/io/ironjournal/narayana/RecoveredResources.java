package io.ironjournal.narayana;

import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import io.ironjournal.text.Printable;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import javax.transaction.xa.XAResource;

/**
 * Gives resources to each recovery scan. Narayana asks on its recovery thread, which recovers the resources of the whole
 * process and ends with whatever is thrown there: a source that fails is left out of that scan, and its logs stay.
 */
final class RecoveredResources implements XAResourceRecoveryHelper {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.narayana");

    private final Object source;
    private final Supplier<XAResource[]> resources;

    /**
     * Makes a source known.
     *
     * @param source whose resources they are, as logs should name it
     * @param resources called in each scan
     */
    RecoveredResources(Object source, Supplier<XAResource[]> resources) {
        this.source = source;
        this.resources = resources;
    }

    @Override
    public boolean initialise(String parameter) {
        return true;
    }

    @Override
    public XAResource[] getXAResources() {
        try {
            return resources.get();
        } catch (Throwable failure) {
            warn(failure);
            return new XAResource[0];
        }
    }

    private void warn(Throwable failure) {
        try {
            LOGGER.log(
                    Level.WARNING,
                    "Recovery goes on without " + Printable.text(source.toString()) + ", which fails",
                    failure);
        } catch (Throwable notLogged) {
            failure.addSuppressed(notLogged);
        }
    }
}
