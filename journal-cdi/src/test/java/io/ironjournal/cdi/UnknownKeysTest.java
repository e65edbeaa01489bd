package io.ironjournal.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    void keyThatMeansNothingIsWarnedAboutWithTheNearest(String key, String hint) {
        assertEquals(
                List.of("The key " + key + " has no effect: " + hint),
                UnknownKeys.among(Set.of(key), List.of("audit")));
    }

    @Test
    void keysThatAreOursOrNobodysAreNot() {
        assertEquals(
                List.of(),
                UnknownKeys.among(
                        Set.of("journal.dir", "journal.names", "journal.audit.log-budget", "journals", "java.home"),
                        List.of("audit")));
    }

    @Test
    void environmentIsLeftOutOfThemAndAllOtherSourcesAreLookedAt() {
        ConfiguredValues values = ConfiguredValues.ofSurroundings();
        assertEquals(Optional.of("x"), values.find(TestEnvironment.KEY), "the environment counts");
        Set<String> keys = values.keys();
        assertFalse(keys.contains(TestEnvironment.KEY));
        assertFalse(keys.contains("PATH"));
        assertTrue(keys.contains("journal.log-segment-size"), "microprofile-config.properties");
        assertTrue(keys.contains("java.home"), "system properties");
    }

    @Test
    void withoutMicroProfileConfigSystemPropertiesAreLookedAt() {
        System.setProperty("journal.unknown", "x");
        try {
            Set<String> keys = new ConfiguredValues.SystemAndEnvironment().keys();
            assertTrue(keys.contains("journal.unknown"));
            assertFalse(keys.contains("PATH"));
        } finally {
            System.clearProperty("journal.unknown");
        }
    }

    @Test
    void containerWarnsWhenItStarts(@TempDir Path root) {
        List<String> warnings = Warnings.during(
                () -> TestContainer.start(Map.of("journal.dir", root.toString(), "journal.max-entry-siz", "1KiB"))
                        .close());
        assertEquals(
                List.of("The key journal.max-entry-siz has no effect: did you mean journal.max-entry-size?"), warnings);
    }
}
