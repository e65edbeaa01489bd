/**
 * Consumes streams: {@link io.ironjournal.consumer.StreamConsumer} reads entries, calls a handler in a transaction,
 * advances the cursor, repeats what fails, and keeps dead letters. Nothing returns or accepts null, unless it is marked
 * {@code @Nullable}.
 */
@NullMarked
package io.ironjournal.consumer;

import org.jspecify.annotations.NullMarked;
