package io.ironjournal.cdi;

import io.ironjournal.RecoveryReport;

/**
 * A CDI event: a journal is open and has recovered from its last run. The event is fired once for each journal during
 * the start of the container, on the starting thread, before the application's own observers of {@link
 * jakarta.enterprise.event.Startup}. An observer that throws fails the deployment; it can thereby reject what recovery
 * found.
 *
 * <p>Branches in doubt are not decided yet. The recovery of the transaction manager decides them later. The event has
 * the qualifier {@link JournalName} with the name of the journal. The event is not fired for a {@code Journal} bean of the
 * application.
 *
 * @param journal the journal's name; {@link JournalName#DEFAULT} for the default journal
 * @param report what recovery found and did
 * @since 0.1.0
 */
public record RecoveryFinished(String journal, RecoveryReport report) {}
