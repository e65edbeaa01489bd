package io.ironjournal.spring;

/**
 * A Spring event: a write or an fsync of a journal has failed. The journal accepts no more writes until the application
 * is restarted. Reads go on. The event is published once, on a thread of the common pool, without a transaction. An
 * exception of a listener is logged.
 *
 * @param journal the journal's name, {@code default} for the default journal
 * @param cause the first failure
 * @since 0.1.0
 */
public record JournalFailed(String journal, Throwable cause) {}
