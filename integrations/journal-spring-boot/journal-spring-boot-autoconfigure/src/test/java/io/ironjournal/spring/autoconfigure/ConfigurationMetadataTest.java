package io.ironjournal.spring.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What editors show of the keys is what {@code journal-config} says of them. */
class ConfigurationMetadataTest {

    private static final String FILE = "META-INF/spring-configuration-metadata.json";

    @Test
    void metadata_describesAllKeysOfJournalConfig() throws IOException {
        String expected = ConfigurationMetadata.json();
        Path right = Files.createDirectories(Path.of("target")).resolve("spring-configuration-metadata.json");
        Files.writeString(right, expected);
        // The starter of Narayana has such a file too.
        Path classes = Path.of(JournalAutoConfiguration.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .resolve(FILE);
        try (InputStream in = Files.newInputStream(classes)) {
            assertThat(new String(in.readAllBytes(), UTF_8))
                    .as("If keys have changed, copy " + right + " to src/main/resources/META-INF")
                    .isEqualTo(expected);
        }
    }
}
