package io.ironjournal.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks what the sources of all modules must not contain. */
class SourcesTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern SYNCHRONIZED = Pattern.compile("\\bsynchronized\\s*(\\(|\\w+[\\w<>\\[\\], ]*\\()");

    /** Before Java 24, synchronized pins a virtual thread to its carrier. */
    @Test
    void sources_containNoSynchronized() throws IOException {
        List<String> found = new ArrayList<>();
        int read = 0;
        for (String module :
                List.of("journal-core", "journal-jta", "journal-narayana", "journal-liberty", "journal-cdi")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        (Iterable<Path>) files.filter(path -> path.toString().endsWith(".java"))::iterator) {
                    read++;
                    if (SYNCHRONIZED.matcher(Files.readString(file)).find()) {
                        found.add(file.toString());
                    }
                }
            }
        }
        assertFalse(read < 100, "only " + read + " sources were found");
        assertEquals(List.of(), found);
    }
}
