package io.ironjournal.spring;

/**
 * Event: writing to a journal failed for good, and it accepts no write until the application starts again. It is published
 * on a thread of the common pool.
 *
 * @param journal the journal's name, {@code default} for the default one
 * @param cause the first failure
 * @since 0.1.0
 */
public record JournalFailed(String journal, Throwable cause) {}
