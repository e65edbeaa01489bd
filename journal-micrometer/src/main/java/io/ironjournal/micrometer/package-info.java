/**
 * The figures of journals as meters of Micrometer. {@link io.ironjournal.micrometer.JournalMetrics} binds those of a
 * journal, {@link io.ironjournal.micrometer.ConsumerMetrics} those of a consumer.
 */
@NullMarked
package io.ironjournal.micrometer;

import org.jspecify.annotations.NullMarked;
