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
 * Asks for a {@link TxnWriter} of one stream, to be used in transactions only:
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
 * <p>The writer has no state of its own. At each call it follows the transaction of the calling thread, so that beans of
 * any scope may hold one, and threads may share it. What is added in a transaction commits and rolls back with it, also
 * in {@code REQUIRES_NEW}; {@code committed} answers for the current transaction. {@code commit} and {@code rollback}
 * throw {@link IllegalStateException}, since the transaction manager decides; {@code close} does nothing.
 *
 * <p>It is never a local writer: without a transaction, every call throws a
 * {@link jakarta.transaction.TransactionalException} caused by a
 * {@link jakarta.transaction.TransactionRequiredException}, as {@code @Transactional(MANDATORY)} does. In a transaction
 * that is marked for rollback or is completing already, calls throw {@link IllegalStateException}.
 *
 * @since 0.1.0
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, METHOD, PARAMETER})
public @interface JournalStream {

    /**
     * Names the stream.
     *
     * @return the stream's name: any Unicode text of 1 to 85 bytes in UTF-8
     * @since 0.1.0
     */
    @Nonbinding
    String value();

    /**
     * An instance of the qualifier, to look writers up with.
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
         * Makes the qualifier of a stream.
         *
         * @param stream the stream's name
         * @return the qualifier
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
