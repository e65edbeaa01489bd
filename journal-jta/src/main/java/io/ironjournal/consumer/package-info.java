/**
 * Consumes streams: {@link io.ironjournal.consumer.StreamConsumer} reads entries, calls a handler in a transaction,
 * advances the cursor, repeats what fails, and keeps dead letters. Nothing returns or accepts null, unless it is marked
 * {@code @Nullable}.
 *
 * <p>The package may import the exported packages of the core, {@code io.ironjournal.jta}, {@code io.ironjournal.delivery}
 * and {@code jakarta.transaction}. It never imports an internal package of the core, a transaction manager or a container.
 */
@NullMarked
package io.ironjournal.consumer;

import org.jspecify.annotations.NullMarked;
