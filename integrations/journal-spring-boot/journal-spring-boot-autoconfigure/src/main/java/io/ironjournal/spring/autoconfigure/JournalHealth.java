package io.ironjournal.spring.autoconfigure;

import io.ironjournal.text.Printable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The health of the application's journals.
 *
 * @param up whether all journals accept writes and all losses are accepted
 * @param details what to show of each journal, by name
 */
record JournalHealth(boolean up, Map<String, Object> details) {

    static JournalHealth of(ApplicationJournals journals) {
        boolean up = true;
        Map<String, Object> details = new LinkedHashMap<>();
        for (ApplicationJournal journal : journals.all()) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("directory", Printable.path(journal.root()));
            shown.put("inDoubt", journal.journal().stats().inDoubt());
            // A wrong clock is shown, but does not take the application out of service.
            Duration behind = journal.journal().stats().clockBehind();
            if (!behind.isZero()) {
                shown.put("clockBehind", behind.toString());
            }
            Optional<Throwable> failure = journal.journal().stats().failure();
            failure.ifPresent(cause -> shown.put("failure", cause.toString()));
            List<String> losses = journal.branches().losses();
            if (!losses.isEmpty()) {
                shown.put("losses", losses);
            }
            up &= failure.isEmpty() && losses.isEmpty();
            details.put(journal.name(), shown);
        }
        return new JournalHealth(up, details);
    }
}
