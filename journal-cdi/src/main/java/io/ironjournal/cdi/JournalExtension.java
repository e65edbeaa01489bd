package io.ironjournal.cdi;

import io.ironjournal.Cursor;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.config.JournalKeys;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.InjectionPointInfo;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.MethodConfig;
import jakarta.enterprise.inject.build.compatible.spi.ObserverInfo;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanBuilder;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.inject.build.compatible.spi.Validation;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes beans for the journals that {@code journal.names} declares, and rejects names that are not declared. Containers load
 * this extension as a service; Weld does so even if the application disables the discovery of beans. A container that does
 * not load it has only the default journal.
 *
 * @since 0.1.0
 */
public final class JournalExtension implements BuildCompatibleExtension {

    /** Runs after other extensions, so that their synthetic beans are registered before ours. */
    private static final int LAST = Integer.MAX_VALUE;

    private final NamesInUse inUse = new NamesInUse();
    private final ConsumerMethods consumers = new ConsumerMethods();
    private final List<String> errors = new ArrayList<>();

    /**
     * Creates the extension. Containers call this.
     *
     * @since 0.1.0
     */
    public JournalExtension() {}

    /**
     * Makes methods with {@link ConsumesStream} observers of the events of their consumers.
     *
     * @param method any method of a class that has such a method
     * @since 0.1.0
     */
    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = ConsumesStream.class)
    public void consumers(MethodConfig method) {
        consumers.look(method);
    }

    /**
     * Collects the injection points of journals.
     *
     * @param bean any bean
     * @since 0.1.0
     */
    @Registration(types = Object.class)
    public void look(BeanInfo bean) {
        if (CodeModel.isDeclaredIn(bean, JournalProducers.class)) {
            return;
        }
        for (InjectionPointInfo point : CodeModel.injectionPoints(bean)) {
            inUse.injected(point, bean);
        }
        inUse.offered(bean);
    }

    /**
     * Collects writers and cursors that are beans of the application or of its extensions. Beans of extensions need not have
     * the type {@code Object}.
     *
     * @param bean a writer or cursor
     * @since 0.1.0
     */
    @Registration(types = {TxnWriter.class, Cursor.class})
    public void lookForOwn(BeanInfo bean) {
        if (!CodeModel.isDeclaredIn(bean, JournalProducers.class)) {
            inUse.ownWork(bean);
        }
    }

    /**
     * Fails the deployment if a writer or cursor is injected without a qualifier and no bean satisfies the injection point.
     * It throws an exception, because the container would report its own error before a collected one, and that error does
     * not say what to write. The container calls this method for the bean of {@link #synthesise}, which is the last one.
     *
     * @param last the bean with the names of the journals
     * @since 0.1.0
     */
    @Registration(types = DeclaredJournals.class)
    public void allAreKnown(BeanInfo last) {
        List<String> unsatisfied = inUse.unsatisfied();
        if (!unsatisfied.isEmpty()) {
            throw new DeploymentException(String.join("; ", unsatisfied));
        }
    }

    /**
     * Collects the journals whose events are observed, and the parameters of observers.
     *
     * @param observer any observer
     * @since 0.1.0
     */
    @Registration(types = Object.class)
    public void look(ObserverInfo observer) {
        if (!observer.isSynthetic()) {
            inUse.observed(observer);
            consumers.observed(observer);
        }
    }

    /**
     * Makes beans for all names that are used, even if they are not declared. Without these beans, the container would
     * report its own error about a missing bean before ours.
     *
     * @param components receives the beans
     * @since 0.1.0
     */
    @Synthesis
    @Priority(LAST)
    public void synthesise(SyntheticComponents components) {
        JournalConfiguration configuration = JournalConfiguration.whileBuilding();
        List<String> declared = declared(configuration);
        consumers.methods().forEach(inUse::consumed);
        inUse.unknownAmong(declared, configuration).forEach(errors::add);
        errors.addAll(inUse.mistakes());
        if (configuration.complete()) {
            inUse.plainAmong(
                            name -> configuration.settings(name).isSet(JournalKeys.SHARDS)
                                    || configuration.settings(name).isSet(JournalKeys.JNDI)
                                    || isUndeclared(name, declared),
                            configuration)
                    .forEach(errors::add);
        }
        Set<String> names = new LinkedHashSet<>(declared);
        names.addAll(inUse.names());
        names.remove(JournalName.DEFAULT);
        for (String name : names) {
            if (!inUse.isApplicationsOwn(name)) {
                typed(components.addBean(Journal.class), JournalRoles.OF_JOURNAL)
                        .qualifier(JournalName.Literal.of(name))
                        .scope(Dependent.class)
                        .withParam(NamedBeans.NAME, name)
                        .createWith(NamedBeans.OfJournal.class);
            }
            addWriters(components, name);
        }
        components
                .addBean(DeclaredJournals.class)
                .type(DeclaredJournals.class)
                .scope(Dependent.class)
                .withParam(NamedBeans.NAMES, declared.toArray(new String[0]))
                .withParam(NamedBeans.DEFAULT_INJECTED, inUse.defaultInjected())
                .withParam(NamedBeans.TRANSACTIONAL_OBSERVER, inUse.transactionalObserver())
                .createWith(NamedBeans.OfNames.class);
        addConsumers(components);
    }

    private void addConsumers(SyntheticComponents components) {
        components
                .addBean(DeclaredConsumers.class)
                .type(DeclaredConsumers.class)
                .scope(Dependent.class)
                .withParam(
                        NamedBeans.CONSUMERS,
                        consumers.methods().stream()
                                .flatMap(method -> Stream.of(method.encode()))
                                .toArray(String[]::new))
                .createWith(NamedBeans.OfConsumers.class);
    }

    private static boolean isUndeclared(String name, List<String> declared) {
        return !name.equals(JournalName.DEFAULT) && !declared.contains(name);
    }

    private static <T> SyntheticBeanBuilder<T> typed(SyntheticBeanBuilder<T> bean, List<Class<?>> types) {
        types.forEach(bean::type);
        return bean;
    }

    /** Adds the writers, cursors and sharded types of a journal. The journal itself may be a bean of the application. */
    private static void addWriters(SyntheticComponents components, String name) {
        components
                .addBean(TxnWriter.class)
                .type(TxnWriter.class)
                .qualifier(JournalName.Literal.of(name))
                .qualifier(JournalStream.Literal.of(""))
                .scope(Dependent.class)
                .withParam(NamedBeans.NAME, name)
                .createWith(NamedBeans.OfWriter.class);
        components
                .addBean(Cursor.class)
                .type(Cursor.class)
                .qualifier(JournalName.Literal.of(name))
                .qualifier(JournalStream.Literal.of(""))
                .qualifier(CursorName.Literal.of(""))
                .scope(Dependent.class)
                .withParam(NamedBeans.NAME, name)
                .createWith(NamedBeans.OfCursor.class);
        typed(components.addBean(ShardedJournal.class), JournalRoles.OF_SHARDED_JOURNAL)
                .qualifier(JournalName.Literal.of(name))
                .scope(Dependent.class)
                .withParam(NamedBeans.NAME, name)
                .createWith(NamedBeans.OfShardedJournal.class);
        components
                .addBean(ShardedTxnWriter.class)
                .type(ShardedTxnWriter.class)
                .qualifier(JournalName.Literal.of(name))
                .scope(Dependent.class)
                .withParam(NamedBeans.NAME, name)
                .createWith(NamedBeans.OfShardedWriter.class);
    }

    private List<String> declared(JournalConfiguration configuration) {
        try {
            return configuration.names();
        } catch (DeploymentException e) {
            errors.add(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    /**
     * Reports all errors, which fails the deployment.
     *
     * @param messages receives the errors
     * @since 0.1.0
     */
    @Validation
    public void validate(Messages messages) {
        errors.forEach(messages::error);
        consumers.mistakes().forEach(messages::error);
    }
}
