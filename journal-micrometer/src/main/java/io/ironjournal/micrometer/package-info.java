/**
 * The figures of journals as meters of Micrometer. {@link io.ironjournal.micrometer.JournalMetrics} binds those of a
 * journal, {@link io.ironjournal.micrometer.ConsumerMetrics} those of a consumer.
 *
 * <p>The package may import the API of the journal, {@code io.ironjournal.consumer} and {@code io.micrometer}.
 */
@NullMarked
package io.ironjournal.micrometer;

import org.jspecify.annotations.NullMarked;
