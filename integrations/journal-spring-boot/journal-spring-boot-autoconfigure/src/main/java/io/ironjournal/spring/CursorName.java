package io.ironjournal.spring;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects a durable {@code Cursor}, together with {@link JournalStream}, to process each entry of a stream exactly
 * once:
 *
 * <pre>{@code
 * Mailer(@JournalStream("orders") @CursorName("mailer") Cursor orders) { … }
 *
 * @Transactional
 * public boolean mailNext() {
 *     Optional<Entry> entry = orders.next();
 *     entry.ifPresent(order -> {
 *         mail(order.data());
 *         orders.advanceTo(order.id() + 1);
 *     });
 *     return entry.isPresent();
 * }
 * }</pre>
 *
 * <p>In a transaction the cursor reads and advances as part of the transaction. Changes to resources of that
 * transaction happen exactly once for each entry. If {@code mail} sends directly instead of through such a resource, a
 * mail may be sent twice. An {@code advanceTo} without a transaction is a transaction of its own, so that an entry may
 * be processed twice after a crash. Each injection point has its own cursor object, for use by one thread at a time.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, PARAMETER})
public @interface CursorName {

    /**
     * Returns the name of the cursor.
     *
     * @return the cursor's name: any Unicode text of 1 to 85 bytes in UTF-8
     * @since 0.1.0
     */
    String value();
}
