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
 * Qualifies what belongs to a named journal, which {@code journal.names} declares:
 *
 * <pre>{@code
 * Audit(@JournalName("audit") Journal audit) { … }
 * }</pre>
 *
 * <p>Without it, the default journal is meant. On a bean method of type {@code JournalOptions} it says whose options these
 * are.
 *
 * @since 0.1.0
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, METHOD, PARAMETER, TYPE, ANNOTATION_TYPE})
public @interface JournalName {

    /**
     * Names the journal.
     *
     * @return the name as {@code journal.names} declares it
     * @since 0.1.0
     */
    String value();
}
