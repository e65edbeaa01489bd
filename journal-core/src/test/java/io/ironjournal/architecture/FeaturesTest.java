package io.ironjournal.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the classes and tests named in the list of features exist. */
class FeaturesTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("\\| (.*) \\| (.*) \\| (.*) \\|");
    private static final Pattern CLASS = Pattern.compile("`(\\w+)`");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    private static List<Matcher> rows() throws IOException {
        List<Matcher> rows = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve(Path.of("docs", "features.md")))) {
            Matcher row = ROW.matcher(line);
            if (row.matches() && !row.group(1).equals("feature")) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** The sources, by class name. Files with the same name are joined. */
    private static Map<String, String> sources(String kind) throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String module : List.of(
                "journal-core",
                "journal-jta",
                "journal-narayana",
                "journal-cdi",
                "journal-health",
                "journal-bookkeeper",
                "journal-micrometer",
                "journal-tools",
                "integrations/journal-ra",
                kind.equals("main")
                        ? "integrations/journal-quarkus/runtime"
                        : "integrations/journal-quarkus/deployment",
                "integrations/journal-spring-boot/journal-spring-boot-autoconfigure")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(Path.of(module, "src", kind)))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> sources.merge(
                                file.getFileName().toString().replace(".java", ""), read(file), String::concat));
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void everyClassInTheDocument_exists() throws IOException {
        Map<String, String> sources = sources("main");
        List<String> missing = new ArrayList<>();
        for (Matcher row : rows()) {
            Matcher named = CLASS.matcher(row.group(2));
            assertTrue(named.find(), "no class: " + row.group());
            do {
                if (!sources.containsKey(named.group(1))) {
                    missing.add(named.group(1));
                }
            } while (named.find());
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void everyTestInTheDocument_exists() throws IOException {
        Map<String, String> sources = sources("test");
        List<String> missing = new ArrayList<>();
        int tests = 0;
        for (Matcher row : rows()) {
            Matcher named = TEST.matcher(row.group(3));
            assertTrue(row.group(3).startsWith("see [") || named.find(), "no test: " + row.group());
            named.reset();
            while (named.find()) {
                tests++;
                if (!sources.getOrDefault(named.group(1), "").contains("void " + named.group(2) + "(")) {
                    missing.add(named.group());
                }
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(tests > 50, tests + " tests");
    }
}
