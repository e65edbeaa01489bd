package io.ironjournal.spring;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of which stream a {@code TxnWriter} or a {@code Cursor} is to be injected:
 *
 * <pre>{@code
 * Orders(@JournalStream("orders") TxnWriter orders) { … }
 *
 * @Transactional
 * public void place(Order order) {
 *     orders.add(order.toBytes());
 * }
 * }</pre>
 *
 * <p>The writer has no state of its own. At each call it follows the transaction of the calling thread, so that threads may
 * share it. What is added in a transaction commits and rolls back with it. Without a transaction each call throws an
 * {@code IllegalTransactionStateException}. {@code commit} and {@code rollback} throw {@link IllegalStateException}, since the
 * transaction manager decides; {@code close} does nothing.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, PARAMETER})
public @interface JournalStream {

    /**
     * Names the stream.
     *
     * @return the stream's name: any Unicode text of 1 to 85 bytes in UTF-8
     * @since 0.1.0
     */
    String value();
}
