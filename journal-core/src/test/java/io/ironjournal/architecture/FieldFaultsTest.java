package io.ironjournal.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks docs/field-faults.md: each row has a number of its own and names a test that exists. */
class FieldFaultsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| (.+) \\| (.+) \\| (.+) \\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

    private static List<Matcher> rows() throws IOException {
        List<Matcher> rows = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve(Path.of("docs", "field-faults.md")))) {
            if (line.startsWith("|") && !line.startsWith("|-") && !line.startsWith("| |")) {
                Matcher row = ROW.matcher(line);
                assertTrue(row.matches(), line);
                rows.add(row);
            }
        }
        return rows;
    }

    private static boolean exists(String testClass, String method) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.endsWith(testClass + ".java"))
                    .filter(file -> file.toString().contains("src"))
                    .map(FieldFaultsTest::read)
                    .anyMatch(source -> source.contains("void " + method + "("));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void numbers_areUniqueAndAscending() throws IOException {
        List<Integer> numbers =
                rows().stream().map(row -> Integer.valueOf(row.group(1))).toList();
        assertEquals(List.copyOf(new TreeSet<>(numbers)), numbers);
    }

    @Test
    void eachRow_namesTestsThatExist() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Matcher row : rows()) {
            Matcher test = TEST.matcher(row.group(4));
            assertTrue(test.find(), "no test: " + row.group());
            do {
                if (!exists(test.group(1), test.group(2))) {
                    missing.add(test.group());
                }
            } while (test.find());
        }
        assertEquals(List.of(), missing);
    }
}
