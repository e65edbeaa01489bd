package io.ironjournal.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironjournal.config.JournalKey;
import io.ironjournal.config.JournalKeys;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What editors show of the keys is what {@code journal-config} says of them. */
class ConfigurationMetadataTest {

    private static String metadata() throws IOException, URISyntaxException {
        // Not as a resource: the starter of Narayana has such a file too.
        Path classes = Path.of(JournalAutoConfiguration.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return Files.readString(classes.resolve("META-INF").resolve("spring-configuration-metadata.json"));
    }

    @Test
    void metadata_describesAllKeysOfJournalConfig() throws Exception {
        for (JournalKey<?> key : JournalKeys.ofJournal()) {
            assertThat(metadata())
                    .contains("\"name\": \"journal." + key.name() + "\"")
                    .contains("\"description\": \"" + key.description());
        }
        assertThat(metadata()).contains("\"name\": \"journal.names\"");
    }

    @Test
    void metadata_hasTypesDefaultsAndChoices() throws Exception {
        assertThat(metadata())
                .contains("\"type\": \"io.ironjournal.SyncMode\"")
                .contains("\"type\": \"java.time.Duration\"")
                .contains("\"defaultValue\": \"64MiB\"")
                .contains("{\"value\": \"batch-only\"}");
    }
}
