package io.ironjournal.cdi;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;

import io.ironjournal.Cursor;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Objects;

/**
 * Injects a durable {@link Cursor}, together with {@link JournalStream}, to process each entry of a stream exactly
 * once:
 *
 * <pre>{@code
 * @Inject @JournalStream("orders") @CursorName("mailer") Cursor orders;
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
 * <p>In a transaction the cursor reads and advances as part of the transaction, in beans of any scope. Changes to
 * resources of that transaction happen exactly once for each entry. If {@code mail} sends directly instead of through
 * such a resource, a mail may be sent twice. Use the cursor without a transaction to wait for entries by {@link
 * Cursor#await}. An {@code advanceTo} without a transaction is a transaction of its own, so that an entry may be
 * processed twice after a crash. Each injection point has its own cursor object, for use by one thread at a time.
 *
 * @since 0.1.0
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({FIELD, METHOD, PARAMETER})
public @interface CursorName {

    /**
     * Returns the name of the cursor.
     *
     * @return the cursor's name: any Unicode text of 1 to 85 bytes in UTF-8
     * @since 0.1.0
     */
    @Nonbinding
    String value();

    /**
     * Returns the shard that the cursor reads, instead of a stream:
     *
     * <pre>{@code
     * @Inject @CursorName(value = "balances", shard = 3) Cursor shard3;
     * }</pre>
     *
     * @return the shard of a sharded journal, from 0 on; -1 if {@link JournalStream} names a stream
     * @since 0.1.0
     */
    @Nonbinding
    int shard() default -1;

    /**
     * An instance of the qualifier, for lookups.
     *
     * @since 0.1.0
     */
    final class Literal extends AnnotationLiteral<CursorName> implements CursorName {

        private static final long serialVersionUID = 1L;

        private final String value;
        private final int shard;

        private Literal(String value, int shard) {
            this.value = value;
            this.shard = shard;
        }

        /**
         * Creates the qualifier of a cursor.
         *
         * @param cursor the cursor's name; not null
         * @return the qualifier
         * @since 0.1.0
         */
        public static Literal of(String cursor) {
            return new Literal(Objects.requireNonNull(cursor, "cursor"), -1);
        }

        /**
         * Creates the qualifier of a cursor in a shard.
         *
         * @param cursor the cursor's name; not null
         * @param shard the shard, from 0 on
         * @return the qualifier
         */
        public static Literal ofShard(String cursor, int shard) {
            return new Literal(Objects.requireNonNull(cursor, "cursor"), shard);
        }

        @Override
        public int shard() {
            return shard;
        }

        @Override
        public String value() {
            return value;
        }
    }
}
