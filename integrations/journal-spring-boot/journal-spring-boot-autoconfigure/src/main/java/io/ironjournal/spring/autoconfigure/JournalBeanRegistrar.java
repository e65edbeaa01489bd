package io.ironjournal.spring.autoconfigure;

import io.ironjournal.Cursor;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.config.JournalKeys;
import io.ironjournal.config.JournalNames;
import io.ironjournal.config.JournalSettings;
import io.ironjournal.config.KeySpelling;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import io.ironjournal.spring.JournalName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.StringUtils;

/**
 * Registers the beans of each configured journal: the names of journals are known only from the configuration. What the
 * application defines itself is left out.
 */
final class JournalBeanRegistrar implements ImportBeanDefinitionRegistrar {

    private static final Pattern HYPHEN = Pattern.compile("-+(.?)");

    private final EnvironmentValues values;
    private final ListableBeanFactory beans;

    JournalBeanRegistrar(Environment environment, BeanFactory beans) {
        this.values = new EnvironmentValues(environment);
        this.beans = (ListableBeanFactory) beans;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        List<String> declared = JournalNames.declaredIn(values, KeySpelling.JOURNAL);
        List<String> opened = new ArrayList<>();
        if (isWanted(declared)) {
            opened.add(JournalNames.DEFAULT);
        }
        declared.stream().filter(name -> !isOffered(Journal.class, name)).forEach(opened::add);
        RootBeanDefinition configured = new RootBeanDefinition(
                ConfiguredJournals.class, () -> new ConfiguredJournals(List.copyOf(declared), List.copyOf(opened)));
        registry.registerBeanDefinition("configuredJournals", configured);
        opened.forEach(name -> registerBeansOf(name, registry));
    }

    /** An application may do with named journals alone, or open its default journal itself. */
    private boolean isWanted(List<String> declared) {
        return !isOffered(Journal.class, JournalNames.DEFAULT)
                && (declared.isEmpty()
                        || settings(JournalNames.DEFAULT).isSet(JournalKeys.DIR)
                        || OptionBeans.find(beans, JournalNames.DEFAULT).isPresent());
    }

    private JournalSettings settings(String name) {
        return new JournalSettings(values, KeySpelling.JOURNAL, name);
    }

    /** Whether the application has such a bean for the journal. */
    private boolean isOffered(Class<?> type, String journal) {
        return Arrays.stream(beans.getBeanNamesForType(type, true, false))
                .anyMatch(bean -> OptionBeans.journalOf(beans, bean).equals(journal));
    }

    private void registerBeansOf(String name, BeanDefinitionRegistry registry) {
        // Which kinds the application offers is asked for before the first one is registered: they share no types.
        boolean ownWriter = isOffered(TxnWriter.class, name);
        boolean ownCursor = isOffered(Cursor.class, name);
        register(name, "journal", TransactionalJournal.class, BeanDefinition.SCOPE_SINGLETON, registry);
        if (!ownWriter) {
            register(name, "writer", TxnWriter.class, BeanDefinition.SCOPE_PROTOTYPE, registry);
        }
        if (!ownCursor) {
            register(name, "cursor", Cursor.class, BeanDefinition.SCOPE_PROTOTYPE, registry);
        }
        if (settings(name).isSet(JournalKeys.SHARDS)) {
            if (!isOffered(ShardedJournal.class, name)) {
                register(
                        name,
                        "shardedJournal",
                        TransactionalShardedJournal.class,
                        BeanDefinition.SCOPE_SINGLETON,
                        registry);
            }
            if (!isOffered(ShardedTxnWriter.class, name)) {
                register(name, "shardedWriter", ShardedTxnWriter.class, BeanDefinition.SCOPE_SINGLETON, registry);
            }
        }
    }

    private static void register(
            String journal, String method, Class<?> type, String scope, BeanDefinitionRegistry registry) {
        RootBeanDefinition bean = new RootBeanDefinition();
        bean.setTargetType(type);
        bean.setScope(scope);
        bean.setFactoryBeanName("journalBeans");
        bean.setFactoryMethodName(method);
        bean.setAutowireMode(RootBeanDefinition.AUTOWIRE_CONSTRUCTOR);
        bean.getConstructorArgumentValues().addIndexedArgumentValue(0, journal);
        // The journals close themselves, in the right order.
        bean.setDestroyMethodName("");
        bean.setPrimary(journal.equals(JournalNames.DEFAULT));
        bean.addQualifier(new AutowireCandidateQualifier(JournalName.class, journal));
        bean.addQualifier(new AutowireCandidateQualifier(Qualifier.class, journal));
        registry.registerBeanDefinition(beanName(journal, method), bean);
    }

    /** {@code journalWriter} of the default journal, {@code auditTrailWriter} of the journal {@code audit-trail}. */
    static String beanName(String journal, String method) {
        if (journal.equals(JournalNames.DEFAULT)) {
            return switch (method) {
                case "writer", "cursor" -> "journal" + StringUtils.capitalize(method);
                case "shardedWriter" -> "shardedJournalWriter";
                default -> method;
            };
        }
        String name = HYPHEN.matcher(journal).replaceAll(next -> next.group(1).toUpperCase(Locale.ROOT));
        return name + StringUtils.capitalize(method);
    }
}
