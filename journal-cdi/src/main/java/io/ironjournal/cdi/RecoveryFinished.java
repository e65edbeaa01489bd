package io.ironjournal.cdi;

import io.ironjournal.RecoveryReport;

/**
 * A CDI event: a journal was opened, and what its last owner left behind is recovered. Fired once for each journal while
 * the container starts, by the thread that starts it, and before the application's own observers of
 * {@link jakarta.enterprise.event.Startup}. An observer that throws fails the deployment, so that it can refuse what
 * was found.
 *
 * <p>Branches in doubt are not decided yet: the transaction manager's recovery does that, in its own time.
 *
 * @param journal the journal's name, {@link JournalName#DEFAULT} for the default journal; also its qualifier
 * @param report what was found and done
 * @since 0.1.0
 */
public record RecoveryFinished(String journal, RecoveryReport report) {}
