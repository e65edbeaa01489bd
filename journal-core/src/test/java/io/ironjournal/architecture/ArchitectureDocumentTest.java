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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that the classes and methods named in the documents about the code exist. */
class ArchitectureDocumentTest {

    private static final Path ROOT = Path.of("..");

    /** The name of a class, possibly nested, and possibly of a member. */
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?(?:\\([^`]*\\))?`");

    private static final Pattern STEP = Pattern.compile("\\d+\\. `(\\w+)\\.(\\w+)` .*");

    /** Classes of the JDK and of other libraries. */
    private static final Set<String> FOREIGN = Set.of(
            "CompletionStage",
            "ConcurrentHashMap",
            "DeploymentException",
            "InternalError",
            "RandomAccessFile",
            "ReentrantLock",
            "Startup",
            "UserTransaction",
            "XAException");

    private static final Map<String, String> SOURCES = new HashMap<>();

    @BeforeAll
    static void readSources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.filter(Files::isDirectory).toList()) {
                Path sources = module.resolve("src");
                if (Files.isDirectory(sources)) {
                    try (Stream<Path> files = Files.walk(sources)) {
                        files.filter(file -> file.toString().endsWith(".java"))
                                .forEach(file -> SOURCES.merge(
                                        file.getFileName().toString().replace(".java", ""),
                                        read(file),
                                        String::concat));
                    }
                }
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String document(String name) {
        return read(ROOT.resolve(Path.of("docs", name)));
    }

    private static boolean names(String type, String word) {
        return Pattern.compile("\\b" + word + "\\b")
                .matcher(SOURCES.getOrDefault(type, ""))
                .find();
    }

    @ParameterizedTest
    @ValueSource(strings = {"architecture.md", "internals.md", "troubleshooting.md", "log-end.md"})
    void document_namesClassesAndMembersThatExist(String name) {
        Set<String> missing = new TreeSet<>();
        int found = 0;
        Matcher named = NAME.matcher(document(name));
        while (named.find()) {
            String type = named.group(1);
            String member = named.group(2);
            boolean exists = SOURCES.containsKey(type) && (member == null || names(type, member));
            if (!FOREIGN.contains(type) && !exists) {
                missing.add(named.group());
            }
            found++;
        }
        assertEquals(Set.of(), missing);
        assertTrue(found > 0, "no class is named");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Append", "Get", "Commit", "Recovery"})
    void steps_leadFromClassToClass(String heading) {
        String text = document("architecture.md");
        int begin = text.indexOf("\n## " + heading + "\n");
        List<String> steps = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (String line :
                text.substring(begin, text.indexOf("\n## ", begin + 1)).lines().toList()) {
            Matcher step = STEP.matcher(line);
            if (step.matches()) {
                String type = step.group(1);
                boolean reached = steps.stream().anyMatch(before -> names(before, type) || names(type, before));
                if (!names(type, step.group(2)) || !(steps.isEmpty() || reached)) {
                    broken.add(line);
                }
                steps.add(type);
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(steps.size() >= 5, steps.toString());
    }

    @Test
    void everyPackageOfTheCore_isInTheTable() throws IOException {
        Path root = ROOT.resolve(Path.of("journal-core", "src", "main", "java", "io", "ironjournal"));
        String text = document("architecture.md");
        List<String> missing = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(file -> file.endsWith("package-info.java")).toList()) {
                String name = root.relativize(file.getParent()).toString().replace('/', '.');
                if (!text.contains(name.isEmpty() ? "| `io.ironjournal` |" : "| `…." + name + "` |")) {
                    missing.add(name);
                }
            }
        }
        assertEquals(List.of(), missing);
    }
}
