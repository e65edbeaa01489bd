package io.ironjournal.ra;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void examples_areTheClassesThatAreCompiledHere() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (String example : List.of("Orders", "Shipping")) {
            String source = Files.readString(
                    Path.of("src", "test", "java", "io", "ironjournal", "ra", "example", example + ".java"));
            String shown = source.substring(source.indexOf("import "));
            assertTrue(readme.contains("```java\n" + shown + "```\n"), shown);
        }
    }
}
