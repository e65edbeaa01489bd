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
import jakarta.enterprise.inject.build.compatible.spi.InjectionPointInfo;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
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

/**
 * Makes the beans of the journals that {@code journal.names} declares, and refuses names that it does not. Containers
 * find it by themselves. Where an application switches discovery off, it adds this class to its container as a
 * build-compatible extension, or has the default journal only.
 *
 * @since 0.1.0
 */
public final class JournalExtension implements BuildCompatibleExtension {

    /** So that synthetic beans of others are registered before. */
    private static final int LAST = Integer.MAX_VALUE;

    private final NamesInUse inUse = new NamesInUse();
    private final List<String> errors = new ArrayList<>();

    /**
     * Used by containers.
     *
     * @since 0.1.0
     */
    public JournalExtension() {}

    /**
     * Looks where journals are injected.
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
     * Looks which writers and cursors the application brings itself, also those of its extensions, which need not have the
     * type {@code Object}.
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
     * Fails the deployment for writers and cursors that are asked for without a qualifier, and that nobody brings. It fails at
     * once: an error that is noted is reported after the container's own about the missing bean, which does not know what to
     * write. Called for the bean of {@link #synthesise}, the last one of all.
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
     * Looks which journals are observed, and what the observers get injected.
     *
     * @param observer any observer
     * @since 0.1.0
     */
    @Registration(types = Object.class)
    public void look(ObserverInfo observer) {
        if (!observer.isSynthetic()) {
            inUse.observed(observer);
        }
    }

    /**
     * Makes beans for every name: also for those that nobody declared, since the container's own error about a missing
     * bean would come before ours.
     *
     * @param components takes the beans
     * @since 0.1.0
     */
    @Synthesis
    @Priority(LAST)
    public void synthesise(SyntheticComponents components) {
        JournalConfiguration configuration = JournalConfiguration.whileBuilding();
        List<String> declared = declared(configuration);
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
    }

    private static boolean isUndeclared(String name, List<String> declared) {
        return !name.equals(JournalName.DEFAULT) && !declared.contains(name);
    }

    private static <T> SyntheticBeanBuilder<T> typed(SyntheticBeanBuilder<T> bean, List<Class<?>> types) {
        types.forEach(bean::type);
        return bean;
    }

    /** What works on a journal, which the application may have brought itself. */
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
     * Fails the deployment for what was found.
     *
     * @param messages takes the errors
     * @since 0.1.0
     */
    @Validation
    public void validate(Messages messages) {
        errors.forEach(messages::error);
    }
}
