package io.ironjournal.cdi;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;

import io.ironjournal.TxnWriter;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Objects;

/**
 * Injects a {@link TxnWriter} of one stream, for use in transactions only:
 *
 * <pre>{@code
 * @Inject @JournalStream("orders") TxnWriter orders;
 *
 * @Transactional
 * public void place(Order order) {
 *     orders.add(order.toBytes());
 * }
 * }</pre>
 *
 * <p>The writer is stateless. Each call uses the transaction of the calling thread. Therefore beans of any scope may have one,
 * and threads may share it. Entries commit and roll back with the transaction in which they are added, also in {@code
 * REQUIRES_NEW}. {@code committed} returns the outcome of the current transaction. {@code commit} and {@code rollback} throw
 * {@link IllegalStateException}, because the transaction manager decides; {@code close} does nothing.
 *
 * <p>The writer is never local: without a transaction, every call throws a {@link
 * jakarta.transaction.TransactionalException} with the cause {@link jakarta.transaction.TransactionRequiredException}, as
 * {@code @Transactional(MANDATORY)} does. In a transaction that is marked rollback-only or is completing, calls throw {@link
 * IllegalStateException}.
 *
 * @since 0.1.0
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, METHOD, PARAMETER})
public @interface JournalStream {

    /**
     * Returns the name of the stream.
     *
     * @return the stream's name: any Unicode text of 1 to 85 bytes in UTF-8
     * @since 0.1.0
     */
    @Nonbinding
    String value();

    /**
     * An instance of the qualifier, for lookups.
     *
     * @since 0.1.0
     */
    final class Literal extends AnnotationLiteral<JournalStream> implements JournalStream {

        private static final long serialVersionUID = 1L;

        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        /**
         * Creates the qualifier of a stream.
         *
         * @param stream the stream's name; not null
         * @return the qualifier
         * @since 0.1.0
         */
        public static Literal of(String stream) {
            return new Literal(Objects.requireNonNull(stream, "stream"));
        }

        @Override
        public String value() {
            return value;
        }
    }
}
