package io.ironjournal.cdi;

/**
 * A CDI event: a write or an fsync has failed. The journal accepts no more writes until it is closed and opened again,
 * that is, until the application is restarted. Reads go on. The event is fired once and immediately, on a thread of the
 * common pool, without a request and without a transaction.
 *
 * @param journal the journal's name, {@link JournalName#DEFAULT} for the default journal; also the qualifier of the
 *     event
 * @param cause the first failure
 * @since 0.1.0
 */
public record JournalFailed(String journal, Throwable cause) {}
