package io.ironjournal.spring;

import io.ironjournal.RecoveryReport;

/**
 * A Spring event: a journal is open and has recovered from its last run. The event is published once for each journal,
 * on the starting thread, when all singletons exist and before the application is ready. An exception of a listener
 * stops the start of the application. Branches in doubt are not decided yet; the recovery of the transaction manager
 * decides them later.
 *
 * @param journal the journal's name, {@code default} for the default journal
 * @param report what recovery found and did
 * @since 0.1.0
 */
public record RecoveryFinished(String journal, RecoveryReport report) {}
