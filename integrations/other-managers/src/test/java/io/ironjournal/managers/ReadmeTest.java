package io.ironjournal.managers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README shows the classes that are tested here. */
class ReadmeTest {

    private static final Path CODE = Path.of("src", "test", "java", "io", "ironjournal", "managers");

    @ParameterizedTest
    @ValueSource(
            strings = {"AtomikosIntegration.java", "AtomikosShop.java", "GeronimoIntegration.java", "GeronimoShop.java"
            })
    void readme_showsTheClass(String file) throws Exception {
        String text = Files.readString(CODE.resolve(file));
        assertTrue(Files.readString(Path.of("README.md")).contains("```java\n" + text + "```\n"), file);
    }

    @Test
    void readme_namesTheVersionsOfTheBuild() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        for (String version : List.of("atomikos", "geronimo", "howl", "jakarta", "journal")) {
            String value = System.getProperty("version." + version);
            assertTrue(readme.contains("<version>" + value + "</version>"), version + " " + value);
        }
    }
}
