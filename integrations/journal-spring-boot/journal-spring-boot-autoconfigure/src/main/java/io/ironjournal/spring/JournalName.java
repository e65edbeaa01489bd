package io.ironjournal.spring;

import static java.lang.annotation.ElementType.ANNOTATION_TYPE;
import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Injects a journal that {@code journal.names} declares, or a writer or cursor of that journal:
 *
 * <pre>{@code
 * Audit(@JournalName("audit") Journal audit) { … }
 * }</pre>
 *
 * <p>Without this qualifier the default journal is injected. On a bean method that returns {@code JournalOptions}, the
 * qualifier names the journal that gets these options.
 *
 * @since 0.1.0
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, METHOD, PARAMETER, TYPE, ANNOTATION_TYPE})
public @interface JournalName {

    /**
     * Returns the name of the journal.
     *
     * @return the name, as {@code journal.names} declares it
     * @since 0.1.0
     */
    String value();
}
