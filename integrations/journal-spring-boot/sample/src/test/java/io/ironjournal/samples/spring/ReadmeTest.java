package io.ironjournal.samples.spring;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README shows this module's files, and the versions of the build. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Path MAIN = Path.of("src", "main");

    private static void assertShown(String text) throws IOException {
        assertTrue(Files.readString(README).contains(text), () -> README + " lacks this: " + text);
    }

    @Test
    void readme_showsTheFilesOfTheSample() throws IOException {
        Path code = MAIN.resolve(Path.of("java", "io", "ironjournal", "samples", "spring"));
        Path resources = MAIN.resolve("resources");
        for (Path file : List.of(
                code.resolve("OrderService.java"),
                code.resolve("ShopApplication.java"),
                resources.resolve("application.properties"),
                resources.resolve("schema.sql"),
                resources.resolve("jbossts-properties.xml"))) {
            assertShown("\n" + Files.readString(file) + "```\n");
        }
    }

    @Test
    void readme_namesTheVersionsOfTheBuild() throws IOException {
        assertShown("<artifactId>spring-boot-starter-parent</artifactId>\n    <version>"
                + System.getProperty("version.spring.boot3") + "</version>");
        assertShown("<artifactId>narayana-spring-boot-starter</artifactId>\n      <version>"
                + System.getProperty("version.snowdrop.boot3") + "</version>");
        assertShown("the parent has version `" + System.getProperty("version.spring.boot4")
                + "` and the starter of Narayana `" + System.getProperty("version.snowdrop.boot4") + "`");
        assertShown("<artifactId>journal-spring-boot-starter</artifactId>\n      <version>"
                + System.getProperty("version.journal") + "</version>");
    }
}
