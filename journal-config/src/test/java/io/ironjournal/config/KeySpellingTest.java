package io.ironjournal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KeySpellingTest {

    private static JournalKey<?> key(String name) {
        return JournalKeys.ofJournal().stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void key_ofDefaultOrNamedJournal_beginsWithRootOrName() {
        JournalKey<?> mode = key("sync-mode");
        assertEquals("journal.sync-mode", KeySpelling.JOURNAL.of("default", mode));
        assertEquals("journal.audit.sync-mode", KeySpelling.JOURNAL.of("audit", mode));
        assertEquals("journal.names", KeySpelling.JOURNAL.names());
        assertEquals("app.log.audit.sync-mode", KeySpelling.under("app.log").of("audit", mode));
    }

    @Test
    void key_spellingWithQuotes_quotesTheJournal() {
        KeySpelling quarkus = KeySpelling.underWithQuotedNames("quarkus.journal");
        assertEquals("quarkus.journal.sync-mode", quarkus.of("default", key("sync-mode")));
        assertEquals("quarkus.journal.\"audit\".sync-mode", quarkus.of("audit", key("sync-mode")));
    }

    @Test
    void key_ofBean_isInCamelCaseWithoutJournal() {
        assertEquals("maxEntriesPerSegment", KeySpelling.BEAN.of("audit", key("max-entries-per-segment")));
        assertEquals("dir", KeySpelling.BEAN.of("default", JournalKeys.DIR));
    }

    @Test
    void error_invalidValue_spellsTheKeyAsThePlatform() {
        ConfiguredValues values = ConfiguredValues.of(Map.of("dir", "data", "syncMode", "often"), "in ra.xml");
        try {
            new JournalSettings(values, KeySpelling.BEAN, "shop").options();
        } catch (ConfigurationException e) {
            assertEquals("syncMode cannot be \"often\": it must be one of [STRICT, BATCH_ONLY, ASYNC]", e.getMessage());
            return;
        }
        throw new AssertionError("it is refused");
    }
}
