package io.ironjournal.narayana;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.tm.XAResourceRecovery;
import org.jboss.tm.XAResourceRecoveryRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the Narayana that a framework sets up, where {@link NarayanaSetup} is left alone. Journals are then registered with the
 * framework's registry, which works before its recovery runs: a scan that comes first already finds them open.
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
     * Registers journals with a registry from now on, gives names to resources in Narayana's log, and lets Narayana
     * commit connections that are no XA resources as the last ones. Called before the first transaction. When the framework
     * starts anew in the same process, it calls this again, and what it adopted before has no effect any more.
     *
     * @param registry called for each journal; throws {@link io.ironjournal.jta.RecoveryUnavailableException} when the
     *     framework's recovery is switched off
     * @return what is in effect until it is closed
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
     * @return what undoes it; null when there is no framework
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
     * Registers journals with Narayana's own recovery again. Those that are registered stay where they are.
     *
     * @since 0.1.0
     */
    @Override
    public void close() {
        ADOPTED.compareAndSet(this, null);
    }
}
