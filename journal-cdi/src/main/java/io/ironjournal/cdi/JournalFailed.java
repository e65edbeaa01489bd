package io.ironjournal.cdi;

/**
 * A CDI event: a write or an fsync has failed. The journal accepts no more writes until it is closed and opened again,
 * that is, until the application is restarted. Reads go on. The event is fired once and immediately, on a thread of the
 * common pool, without a request and without a transaction. The event has the qualifier {@link JournalName} with the
 * name of the journal. It is not fired for a journal of a resource adapter (key {@code jndi}), nor for a {@code Journal}
 * bean of the application.
 *
 * <p>If the cause is a {@link io.ironjournal.JournalFencedException}, another process has opened the journal. Do not
 * restart the application then: it would take the journal back.
 *
 * @param journal the journal's name; {@link JournalName#DEFAULT} for the default journal
 * @param cause the first failure
 * @since 0.1.0
 */
public record JournalFailed(String journal, Throwable cause) {}
