package io.ironjournal.cdi;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Objects;

/**
 * Injects one of several journals:
 *
 * <pre>{@code
 * @Inject @JournalName("audit") Journal audit;
 *
 * @Inject @JournalName("audit") @JournalStream("logins") TxnWriter logins;
 * }</pre>
 *
 * <p>The key {@code journal.names} declares the names, such as {@code journal.names=audit,ledger}. Keys such as {@code
 * journal.audit.dir} configure each journal; {@link io.ironjournal.config.JournalKeys} has all keys, of
 * which {@code dir} or {@code jndi} must be set, and not both. A {@link io.ironjournal.JournalOptions} bean with this qualifier replaces them, except
 * {@code shards}, {@code recovery} and {@code jndi}. A name that is not declared fails the deployment. Each journal has its own streams.
 *
 * <p>Without this qualifier the default journal is injected, whose name is {@value #DEFAULT}. With the qualifier, observers of
 * the events of this module receive events of that journal only; without it, of all journals.
 *
 * @since 0.1.0
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, METHOD, PARAMETER})
public @interface JournalName {

    /**
     * The name of the journal that is injected without this qualifier. It is never declared.
     *
     * @since 0.1.0
     */
    String DEFAULT = "default";

    /**
     * Returns the name of the journal.
     *
     * @return the journal's name: lower-case letters, digits and hyphens, beginning with a letter
     * @since 0.1.0
     */
    String value();

    /**
     * An instance of the qualifier, for lookups.
     *
     * @since 0.1.0
     */
    final class Literal extends AnnotationLiteral<JournalName> implements JournalName {

        private static final long serialVersionUID = 1L;

        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        /**
         * Creates the qualifier of a journal.
         *
         * @param journal the journal's name; not null
         * @return the qualifier
         * @since 0.1.0
         */
        public static Literal of(String journal) {
            return new Literal(Objects.requireNonNull(journal, "journal"));
        }

        @Override
        public String value() {
            return value;
        }
    }
}
