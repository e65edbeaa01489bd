package io.ironjournal.quarkus.deployment;

import io.ironjournal.Cursor;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.spi.ManagedJournals;
import io.ironjournal.cdi.spi.PlatformConfiguration;
import io.ironjournal.jta.JournalTransactionIntegration;
import io.ironjournal.quarkus.JournalRecorder;
import io.ironjournal.quarkus.JournalsBuildConfig;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanContainerBuildItem;
import io.quarkus.arc.deployment.SyntheticBeansRuntimeInitBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.RunTimeConfigurationDefaultBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import io.quarkus.deployment.logging.LoggingSetupBuildItem;
import io.quarkus.deployment.metrics.MetricsCapabilityBuildItem;
import io.quarkus.narayana.jta.deployment.NarayanaInitBuildItem;
import io.quarkus.runtime.metrics.MetricsFactory;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;
import java.util.Optional;
import org.jboss.tm.XAResourceRecoveryRegistry;

/**
 * Adds journals to an application. The beans come from the build-compatible extension of {@code journal-cdi}, which Quarkus
 * runs by itself. This class makes none of them, so that each exists once.
 */
final class JournalProcessor {

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("journal");
    }

    /** Also journals that are only looked up, or that only the platform asks for, exist. */
    @BuildStep
    UnremovableBeanBuildItem beansThatStay() {
        return UnremovableBeanBuildItem.beanTypes(
                ManagedJournals.class,
                Journal.class,
                ShardedJournal.class,
                TxnWriter.class,
                ShardedTxnWriter.class,
                Cursor.class,
                XAResourceRecoveryRegistry.class);
    }

    /** Quarkus switches recovery off by default. A transaction of a journal and a database needs it after a crash. */
    @BuildStep
    RunTimeConfigurationDefaultBuildItem recovery() {
        return new RunTimeConfigurationDefaultBuildItem("quarkus.transaction-manager.enable-recovery", "true");
    }

    /**
     * Opens journals after the transaction manager is configured, and before its recovery starts: that waits for synthetic beans
     * of the runtime, of which this counts as a part.
     */
    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(LoggingSetupBuildItem.class)
    @Consume(NarayanaInitBuildItem.class)
    @Produce(SyntheticBeansRuntimeInitBuildItem.class)
    void open(JournalRecorder recorder, BeanContainerBuildItem beans, ShutdownContextBuildItem shutdown) {
        recorder.open(beans.getValue(), shutdown);
    }

    @BuildStep
    void health(JournalsBuildConfig config, BuildProducer<HealthBuildItem> checks) {
        boolean enabled = config.health().enabled();
        checks.produce(new HealthBuildItem("io.ironjournal.quarkus.JournalReadiness", enabled));
        checks.produce(new HealthBuildItem("io.ironjournal.quarkus.JournalLiveness", enabled));
    }

    /** The bean needs the classes of Micrometer, which only this extension of Quarkus brings. */
    @BuildStep
    void metrics(
            JournalsBuildConfig config,
            Optional<MetricsCapabilityBuildItem> metrics,
            BuildProducer<AdditionalBeanBuildItem> beans) {
        if (config.metrics().enabled()
                && metrics.map(found -> found.metricsSupported(MetricsFactory.MICROMETER))
                        .orElse(false)) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf("io.ironjournal.quarkus.JournalMeters"));
        }
    }

    /** For native executables: what is found by its name. */
    @BuildStep
    void nativeExecutables(
            BuildProducer<ServiceProviderBuildItem> services, BuildProducer<ReflectiveClassBuildItem> classes) {
        services.produce(ServiceProviderBuildItem.allProvidersFromClassPath(PlatformConfiguration.class.getName()));
        services.produce(
                ServiceProviderBuildItem.allProvidersFromClassPath(JournalTransactionIntegration.class.getName()));
        // Narayana serializes it into its log.
        classes.produce(ReflectiveClassBuildItem.builder("io.ironjournal.narayana.NamedJournalHandle")
                .serialization()
                .build());
    }
}
