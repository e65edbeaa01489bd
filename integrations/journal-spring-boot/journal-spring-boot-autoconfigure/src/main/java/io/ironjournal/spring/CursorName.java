package io.ironjournal.spring;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says, together with {@link JournalStream}, which durable {@code Cursor} is to be injected, to consume a stream exactly once:
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
 * <p>In a transaction the cursor reads and advances as part of that. Without one, an {@code advanceTo} stands alone. Each
 * injection point has a cursor of its own, to be used by one thread at a time.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, PARAMETER})
public @interface CursorName {

    /**
     * Names the cursor.
     *
     * @return the cursor's name: any Unicode text of 1 to 85 bytes in UTF-8
     * @since 0.1.0
     */
    String value();
}
