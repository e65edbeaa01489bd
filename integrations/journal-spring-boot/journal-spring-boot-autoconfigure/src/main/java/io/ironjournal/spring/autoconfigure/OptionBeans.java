package io.ironjournal.spring.autoconfigure;

import io.ironjournal.JournalOptions;
import io.ironjournal.config.JournalNames;
import io.ironjournal.spring.JournalName;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.beans.factory.ListableBeanFactory;

/** Finds beans of the application that belong to one journal. */
final class OptionBeans {

    private OptionBeans() {}

    /** The name of the bean with the journal's options, if the application has one. */
    static Optional<String> find(ListableBeanFactory beans, String journal) {
        return Arrays.stream(beans.getBeanNamesForType(JournalOptions.class, true, false))
                .filter(bean -> journalOf(beans, bean).equals(journal))
                .findFirst();
    }

    /** The journal that a bean is for: what {@link JournalName} says at its definition, else the default one. */
    static String journalOf(ListableBeanFactory beans, String bean) {
        JournalName name = beans.findAnnotationOnBean(bean, JournalName.class, false);
        return name == null ? JournalNames.DEFAULT : name.value();
    }
}
