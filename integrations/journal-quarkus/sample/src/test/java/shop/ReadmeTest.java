package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code of the extension's README is that of this sample. */
class ReadmeTest {

    private static final Pattern BLOCK = Pattern.compile("(?s)```(java|properties)\n(.*?)```");

    @Test
    void codeOfTheReadme_isInTheSample() throws IOException {
        Path sources = Path.of("src/main/java/shop");
        String sample = Files.readString(sources.resolve("OrderService.java"))
                + Files.readString(sources.resolve("Orders.java"))
                + Files.readString(Path.of("src/main/resources/application.properties"));
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("../README.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> block.replaceAll("(?s)^```\\w+\n|```$", ""))
                .toList();
        assertEquals(3, blocks.size());
        blocks.forEach(block -> assertTrue(sample.contains(block), block));
    }
}
