package io.ironjournal.spring;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects a {@code TxnWriter} or, together with {@link CursorName}, a {@code Cursor} of one stream:
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
 * <p>The writer is stateless, and threads may share it. Each call uses the transaction of the calling thread. Entries
 * commit and roll back with the transaction in which they are added. Without a transaction, each call throws an {@code
 * IllegalTransactionStateException}. {@code commit} and {@code rollback} throw {@link IllegalStateException}, because
 * the transaction manager decides; {@code close} does nothing.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, PARAMETER})
public @interface JournalStream {

    /**
     * Returns the name of the stream.
     *
     * @return the stream's name: any Unicode text of 1 to 85 bytes in UTF-8
     * @since 0.1.0
     */
    String value();
}
