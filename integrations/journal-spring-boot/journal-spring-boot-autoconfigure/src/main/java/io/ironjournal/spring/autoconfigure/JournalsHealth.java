package io.ironjournal.spring.autoconfigure;

import io.ironjournal.JournalHealth;
import io.ironjournal.text.Printable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The health of the application's journals.
 *
 * @param up whether all journals are ready
 * @param details what to show of each journal, by name
 */
record JournalsHealth(boolean up, Map<String, Object> details) {

    static JournalsHealth of(ApplicationJournals journals) {
        boolean up = true;
        Map<String, Object> details = new LinkedHashMap<>();
        for (ApplicationJournal journal : journals.all()) {
            JournalHealth health = JournalHealth.of(journal.journal());
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("directory", Printable.path(journal.root()));
            shown.putAll(health.details());
            up &= health.isReady();
            details.put(journal.name(), shown);
        }
        return new JournalsHealth(up, details);
    }
}
