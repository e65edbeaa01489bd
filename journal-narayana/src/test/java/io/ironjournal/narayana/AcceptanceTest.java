package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that the acceptance document names existing tests. */
class AcceptanceTest {

    private static final Path ROOT = Path.of("..");
    private static final Path DOCUMENT = ROOT.resolve(Path.of("docs", "acceptance.md"));
    private static final Pattern ITEM = Pattern.compile("\\| (\\d+) \\|.*\\| (.*) \\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Contract))\\.(\\w+)`");

    private static Map<String, String> sources() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String module : List.of("journal-core", "journal-jta", "journal-narayana", "journal-cdi", "samples")) {
            try (Stream<Path> found = Files.walk(ROOT.resolve(Path.of(module, "src", "test")))) {
                found.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
            }
        }
        return files.stream()
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString().replace(".java", ""),
                        AcceptanceTest::read,
                        (one, other) -> one + other));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @Test
    void everyTestNamedInDocumentExists() throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = new ArrayList<>();
        Matcher named = TEST.matcher(read(DOCUMENT));
        while (named.find()) {
            String source = sources.getOrDefault(named.group(1), "");
            if (!source.contains(" " + named.group(2) + "(")) {
                missing.add(named.group());
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void everyItemNamesItsTestsOrStatesThatThereIsNone() {
        List<Integer> items = new ArrayList<>();
        read(DOCUMENT).lines().map(ITEM::matcher).filter(Matcher::matches).forEach(row -> {
            items.add(Integer.valueOf(row.group(1)));
            assertTrue(TEST.matcher(row.group(2)).find() || row.group(2).startsWith("not yet: "), row.group());
        });
        assertEquals(IntStream.rangeClosed(1, 35).boxed().toList(), items);
    }
}
