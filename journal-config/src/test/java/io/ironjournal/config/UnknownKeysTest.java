package io.ironjournal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownKeysTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "journal.sync-mod | did you mean journal.sync-mode?",
                "journal.syncMode | did you mean journal.sync-mode?",
                "journal.directory | the journal has no such key",
                "journal.max-segments-size | did you mean journal.max-segment-size?",
                "journal.name | did you mean journal.names?",
                "journal.audti.dir | did you mean journal.audit.dir?",
                "journal.audit.compresion | did you mean journal.audit.compression?",
                "journal.warehouse.dir | journal.names does not declare a journal \"warehouse\"",
                "journal.something.entirely.different | the journal has no such key",
            })
    void key_unknown_isReportedWithTheMostSimilar(String key, String hint) {
        assertEquals(
                List.of("The key " + key + " has no effect: " + hint),
                UnknownKeys.among(Set.of(key), List.of("audit"), KeySpelling.JOURNAL));
    }

    @Test
    void keys_knownOrForeign_areNotReported() {
        assertEquals(
                List.of(),
                UnknownKeys.among(
                        Set.of("journal.dir", "journal.names", "journal.audit.log-budget", "journals", "java.home"),
                        List.of("audit"),
                        KeySpelling.JOURNAL));
    }

    @Test
    void key_ofProfile_isCheckedWithoutTheProfile() {
        assertEquals(
                List.of("The key %test.journal.dri has no effect: did you mean journal.dir?"),
                UnknownKeys.among(
                        Set.of("%test.journal.dri", "%dev.journal.dir", "%test.other"),
                        List.of(),
                        KeySpelling.JOURNAL));
    }

    @Test
    void keys_ofPlatform_areCheckedInItsSpelling() {
        KeySpelling quarkus = KeySpelling.underWithQuotedNames("quarkus.journal");
        assertEquals(
                List.of(
                        "The key quarkus.journal.\"audit\".dri has no effect: did you mean quarkus.journal.\"audit\".dir?",
                        "The key quarkus.journal.\"stock-list\".dir has no effect:"
                                + " quarkus.journal.names does not declare a journal \"stock-list\""),
                UnknownKeys.among(
                        Set.of(
                                "journal.dri",
                                "quarkus.journal.dir",
                                "quarkus.journal.\"audit\".dri",
                                "quarkus.journal.\"stock-list\".dir"),
                        List.of("audit"),
                        quarkus));
    }

    @Test
    void textOfUsers_inWarnings_isEscaped() {
        String warning = UnknownKeys.among(Set.of("journal.a\nforged"), List.of(), KeySpelling.JOURNAL)
                .get(0);
        assertTrue(warning.contains("a\\u000aforged"), warning);
    }
}
