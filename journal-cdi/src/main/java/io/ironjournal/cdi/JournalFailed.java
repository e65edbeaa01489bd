package io.ironjournal.cdi;

/**
 * A CDI event: writing failed, and the journal accepts no further write until it is closed and opened again, which means
 * until this application starts again. Reads go on. Fired once, at once, on a thread of the common pool: there is no
 * request and no transaction.
 *
 * @param journal the journal's name, {@link JournalName#DEFAULT} for the default journal; also its qualifier
 * @param cause the first failure
 * @since 0.1.0
 */
public record JournalFailed(String journal, Throwable cause) {}
