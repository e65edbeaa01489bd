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
 * Asks for one of several journals:
 *
 * <pre>{@code
 * @Inject @JournalName("audit") Journal audit;
 *
 * @Inject @JournalName("audit") @JournalStream("logins") TxnWriter logins;
 * }</pre>
 *
 * <p>The key {@code journal.names} declares the names, as in {@code journal.names=audit,ledger}, and
 * {@code journal.audit.dir} and the like configure each; a {@link io.ironjournal.JournalOptions} bean with this qualifier
 * takes the place of that. A name that is not declared fails the deployment. Names of streams are each journal's own.
 *
 * <p>Without this qualifier the default journal is meant, whose name is {@value #DEFAULT}. Observers of this module's
 * events use it likewise: with it, they hear of that journal only; without it, of all.
 *
 * @since 0.1.0
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, METHOD, PARAMETER})
public @interface JournalName {

    /**
     * The name of the journal that is injected without this qualifier; it is never declared.
     *
     * @since 0.1.0
     */
    String DEFAULT = "default";

    /**
     * Names the journal.
     *
     * @return the journal's name: lower-case letters, digits and hyphens, a letter first
     * @since 0.1.0
     */
    String value();

    /**
     * An instance of the qualifier, to look journals up with.
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
         * Makes the qualifier of a journal.
         *
         * @param journal the journal's name
         * @return the qualifier
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
