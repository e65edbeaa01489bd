package io.ironjournal.spring.autoconfigure;

import io.ironjournal.consumer.StreamConsumer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Opens journals before Narayana's recovery starts, and registers them with it after that. Recovery begins to scan as soon as
 * it starts, and finds journals in its log: while they are not open, it logs an error with a stack trace for each, and tries
 * again minutes later. The order at the end is the opposite: recovery stops before the journals are closed.
 *
 * <p>Consumers of streams start after that, and stop before it.
 */
final class RecoveryOrder implements BeanFactoryPostProcessor {

    /** Of Narayana. The starter for Spring Boot has a bean of this type. */
    private static final String RECOVERY = "com.arjuna.ats.jbossatx.jta.RecoveryManagerService";

    static final String JOURNALS = "applicationJournals";
    static final String REGISTRATION = "journalRegistration";

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        ClassLoader loader = beans.getBeanClassLoader();
        if (!beans.containsBeanDefinition(JOURNALS)) {
            return;
        }
        for (String name : beans.getBeanNamesForType(StreamConsumer.class, true, false)) {
            if (beans.containsBeanDefinition(name)) {
                addDependency(beans.getBeanDefinition(name), REGISTRATION);
            }
        }
        if (!ClassUtils.isPresent(RECOVERY, loader)) {
            return;
        }
        Class<?> recovery = ClassUtils.resolveClassName(RECOVERY, loader);
        for (String name : beans.getBeanNamesForType(recovery, true, false)) {
            if (beans.containsBeanDefinition(name)) {
                addDependency(beans.getBeanDefinition(name), JOURNALS);
                addDependency(beans.getBeanDefinition(REGISTRATION), name);
            }
        }
    }

    private static void addDependency(BeanDefinition bean, String dependency) {
        @Nullable String[] before = bean.getDependsOn();
        bean.setDependsOn(
                before == null
                        ? new String[] {dependency}
                        : Stream.concat(Arrays.stream(before), Stream.of(dependency))
                                .toArray(String[]::new));
    }
}
