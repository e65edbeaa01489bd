package io.ironjournal.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.config.ConfiguredValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationValuesTest {

    @Test
    void keys_ofAllSources_excludeTheEnvironment() {
        ConfiguredValues values = ApplicationValues.find();
        assertEquals(Optional.of("x"), values.find(TestEnvironment.KEY), "the environment counts");
        Set<String> keys = values.keys();
        assertFalse(keys.contains(TestEnvironment.KEY));
        assertFalse(keys.contains("PATH"));
        assertTrue(keys.contains("journal.log-segment-size"), "microprofile-config.properties");
        assertTrue(keys.contains("java.home"), "system properties");
    }

    @Test
    void find_microProfileConfigPresent_usesIt() {
        ConfiguredValues values = ApplicationValues.find();
        assertTrue(values instanceof ApplicationValues.MicroProfile, values.toString());
        assertEquals(Optional.of("8MiB"), values.find("journal.log-segment-size"), "microprofile-config.properties");
        assertEquals(Optional.empty(), values.find("journal.no-such-option"));
        System.setProperty("journal.log-segment-size", "4MiB");
        try {
            assertEquals(Optional.of("4MiB"), values.find("journal.log-segment-size"));
        } finally {
            System.clearProperty("journal.log-segment-size");
        }
        assertTrue(values.howToSet("journal.dir").contains("MicroProfile Config"));
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
