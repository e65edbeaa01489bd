package io.ironjournal.narayana;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.tm.XAResourceRecovery;
import org.jboss.tm.XAResourceRecoveryRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Connects journals to a Narayana that a framework sets up, so that {@link NarayanaSetup} is not used. Journals are
 * registered with the framework's recovery registry. That registry accepts them before recovery runs; therefore the
 * first recovery scan already finds the journals.
 *
 * @since 0.1.0
 */
public final class FrameworkNarayana implements AutoCloseable {

    private static final AtomicReference<@Nullable FrameworkNarayana> ADOPTED = new AtomicReference<>();

    private final Supplier<XAResourceRecoveryRegistry> registry;

    private FrameworkNarayana(Supplier<XAResourceRecoveryRegistry> registry) {
        this.registry = registry;
    }

    /**
     * Registers journals with a registry from now on, gives names to resources in Narayana's log, and makes Narayana
     * commit connections that are not XA resources last. Call it before the first transaction. A framework that restarts
     * in the same process calls it again; the earlier result then has no effect any more.
     *
     * @param registry called for each journal; throws {@link io.ironjournal.jta.RecoveryUnavailableException} when the
     *     framework's recovery is switched off
     * @return an object to close when the framework stops. Journals that are registered later then go to Narayana's own
     *     recovery
     * @since 0.1.0
     */
    public static FrameworkNarayana adopt(Supplier<XAResourceRecoveryRegistry> registry) {
        FrameworkNarayana adopted = new FrameworkNarayana(Objects.requireNonNull(registry, "registry"));
        ADOPTED.set(adopted);
        NamingPlugin.install();
        LastResources.accept();
        return adopted;
    }

    /**
     * Registers resources with the framework's registry.
     *
     * @return removes the registration; null when there is no framework
     */
    static @Nullable Runnable register(RecoveredResources resources) {
        FrameworkNarayana framework = ADOPTED.get();
        if (framework == null) {
            return null;
        }
        XAResourceRecoveryRegistry registry = framework.registry.get();
        XAResourceRecovery recovery = resources::getXAResources;
        registry.addXAResourceRecovery(recovery);
        return () -> registry.removeXAResourceRecovery(recovery);
    }

    /**
     * Makes later registrations go to Narayana's own recovery again. Existing registrations do not change.
     *
     * @since 0.1.0
     */
    @Override
    public void close() {
        ADOPTED.compareAndSet(this, null);
    }
}
