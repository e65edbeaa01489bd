package io.ironjournal.cdi;

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
 * Makes a method of a bean the consumer of a stream. The container calls it for each entry, in a transaction that also
 * advances the cursor. {@link io.ironjournal.consumer.StreamConsumer} describes what is exactly once, the order, where
 * a new cursor begins (at id 0, also if entries there were truncated), when an entry is delivered again, and dead
 * letters.
 *
 * <pre>{@code
 * @ApplicationScoped
 * class Mailer {
 *
 *     @ConsumesStream(stream = "orders", cursor = "mailer", deadLetters = "orders.dead")
 *     void on(Entry order) {
 *         // insert a row, write to a journal, send a message by a resource of the transaction
 *     }
 * }
 * }</pre>
 *
 * <p>The first parameter is an {@link io.ironjournal.Entry}, or a {@code List<Entry>} for all entries of a transaction.
 * Further parameters are injected. The method returns nothing. If it throws, the transaction rolls back and the entry comes
 * again. It may have interceptors. A request context is active while it runs.
 *
 * <p>Consumers start after the application's observers of {@code Startup}, and stop at {@code Shutdown}, before the journal
 * closes. Mistakes fail the deployment. The extension makes the method an observer of events that only the consumer fires;
 * a container that does not run build-compatible extensions ignores the annotation.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(METHOD)
public @interface ConsumesStream {

    /**
     * Returns the name of the stream.
     *
     * @return the stream's name; empty for all shards of a sharded journal
     * @since 0.1.0
     */
    String stream() default "";

    /**
     * Returns the name of the cursor. Two methods that consume the same stream need different cursors.
     *
     * @return the cursor's name: any Unicode text of 1 to 85 bytes in UTF-8
     * @since 0.1.0
     */
    String cursor();

    /**
     * Returns how many entries a transaction may process.
     *
     * @return the maximum number of entries, 1 to 100,000
     * @since 0.1.0
     */
    int batch() default 1;

    /**
     * Returns whether shards are consumed at the same time, by as many threads as there are processors. The entries of one
     * stream or shard are always consumed one after the other.
     *
     * @return true for several threads
     * @since 0.1.0
     */
    boolean parallel() default false;

    /**
     * Returns the name of the stream for dead letters.
     *
     * @return the stream's name, at most 74 bytes in UTF-8; empty to deliver each entry until it is consumed
     * @since 0.1.0
     */
    String deadLetters() default "";

    /**
     * Returns how often an entry is delivered before it is a dead letter.
     *
     * @return a number of deliveries, 1 or more
     * @since 0.1.0
     */
    long maxDeliveries() default 10;

    /**
     * Returns the name of the journal.
     *
     * @return the value of its {@link JournalName}
     * @since 0.1.0
     */
    String journal() default JournalName.DEFAULT;

    /**
     * The qualifier of the events that the consumer of a method fires. The extension adds it. Not for applications.
     *
     * @since 0.1.0
     */
    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @Target({METHOD, PARAMETER})
    @interface Delivery {

        /**
         * Returns which method is called.
         *
         * @return the name of the class and of the method
         * @since 0.1.0
         */
        String value();

        /**
         * An instance of the qualifier.
         *
         * @since 0.1.0
         */
        final class Literal extends AnnotationLiteral<Delivery> implements Delivery {

            private static final long serialVersionUID = 1L;

            private final String value;

            private Literal(String value) {
                this.value = value;
            }

            /**
             * Creates the qualifier of a method.
             *
             * @param method the name of the class and of the method; not null
             * @return the qualifier
             */
            public static Literal of(String method) {
                return new Literal(Objects.requireNonNull(method, "method"));
            }

            @Override
            public String value() {
                return value;
            }
        }
    }
}
