package io.ironjournal.ra;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void example_isTheClassThatIsCompiledHere() throws IOException {
        String source =
                Files.readString(Path.of("src", "test", "java", "io", "ironjournal", "ra", "example", "Orders.java"));
        String shown = source.substring(source.indexOf("import "));
        assertTrue(Files.readString(Path.of("README.md")).contains("```java\n" + shown + "```\n"), shown);
    }
}
