package io.ironjournal.spring;

import io.ironjournal.RecoveryReport;

/**
 * Event: a journal was opened. It is published once all singletons exist, before the application is ready.
 *
 * @param journal the journal's name, {@code default} for the default one
 * @param report how its recovery went
 * @since 0.1.0
 */
public record RecoveryFinished(String journal, RecoveryReport report) {}
