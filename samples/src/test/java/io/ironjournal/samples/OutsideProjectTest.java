package io.ironjournal.samples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects outside this repository that import the BOM and depend on journal-se. */
@Tag("artifacts")
class OutsideProjectTest {

    private static final Path STARTER = PublishedModule.ROOT.resolve(Path.of("samples", "starter"));
    private static final String DATABASE = "src/main/java/org/example/orders/Database.java";
    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
    private static final Pattern TYPE = Pattern.compile("(?m)^public (?:final )?class (\\w+)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

    @TempDir
    Path directory;

    @BeforeAll
    static void publish() throws Exception {
        OutsideProject.publishThisBuild();
    }

    @Test
    void starter_copiedOutOfTheRepository_buildsAndRuns() throws Exception {
        try (Stream<Path> files = Files.walk(STARTER)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path relative = STARTER.relativize(file);
                if (!relative.startsWith("target") && !relative.startsWith("data")) {
                    copy(file, relative);
                }
            }
        }
        OutsideProject project = new OutsideProject(directory);
        String first = project.maven(Map.of(), "compile", "exec:exec");
        assertTrue(first.contains("\n1 rows in the database, 1 entries in the journal\n"), first);
        String second = project.maven(Map.of(), "exec:exec");
        assertTrue(second.contains("\n2 rows in the database, 2 entries in the journal\n"), second);
    }

    @Test
    void examplesOfTheReadme_inAProjectOfTheirOwn_compileAndRun() throws Exception {
        copy(STARTER.resolve("pom.xml"), Path.of("pom.xml"));
        copy(
                STARTER.resolve("src/main/resources/META-INF/beans.xml"),
                Path.of("src/main/resources/META-INF/beans.xml"));
        copy(STARTER.resolve(DATABASE), Path.of(DATABASE));
        List<String> programs = writeExamples();
        assertTrue(programs.size() > 1, "The README has only the programs " + programs);
        OutsideProject project = new OutsideProject(directory);
        for (String program : programs) {
            String output = project.maven(Map.of(), "compile", "exec:exec", "-Dmain.class=" + program);
            assertTrue(output.contains("BUILD SUCCESS"), output);
        }
    }

    /** Writes the README's classes, and returns those with a {@code main}. */
    private List<String> writeExamples() throws Exception {
        List<String> examples = JAVA.matcher(Files.readString(PublishedModule.ROOT.resolve("README.md")))
                .results()
                .map(block -> block.group(1))
                .filter(block -> TYPE.matcher(block).find())
                .toList();
        for (String example : examples) {
            Path file = directory.resolve("src/main/java").resolve(type(example).replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, example);
        }
        return examples.stream()
                .filter(example -> example.contains("static void main("))
                .map(OutsideProjectTest::type)
                .toList();
    }

    private static String type(String example) {
        String name = TYPE.matcher(example).results().findFirst().orElseThrow().group(1);
        return PACKAGE.matcher(example)
                .results()
                .findFirst()
                .map(found -> found.group(1) + "." + name)
                .orElse(name);
    }

    private void copy(Path file, Path relative) throws Exception {
        Path copy = directory.resolve(relative.toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
    }
}
