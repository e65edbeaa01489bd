package io.ironjournal.narayana;

import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import io.ironjournal.text.Printable;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import javax.transaction.xa.XAResource;

/**
 * Provides resources to each recovery scan. Narayana calls this on its recovery thread, which recovers the resources of
 * the whole process and ends on any exception. Therefore a source that fails is skipped in that scan, and its logs
 * remain.
 */
final class RecoveredResources implements XAResourceRecoveryHelper {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.narayana");

    private final Object source;
    private final Supplier<XAResource[]> resources;

    /**
     * Creates a source of resources.
     *
     * @param source the owner of the resources, as shown in logs
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
                    "Recovery skips " + Printable.text(source.toString()) + " in this scan, because it failed",
                    failure);
        } catch (Throwable notLogged) {
            failure.addSuppressed(notLogged);
        }
    }
}
