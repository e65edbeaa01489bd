package io.ironjournal.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects outside this repository: the starter, and the examples of the README. */
@Tag("artifacts")
class OutsideProjectTest {

    private static final Path STARTER = PublishedModule.ROOT.resolve(Path.of("samples", "starter"));
    private static final String DATABASE = "src/main/java/org/example/orders/Database.java";
    private static final String FIRST = "FirstJournal";
    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
    private static final Pattern FIRST_POM =
            Pattern.compile("(?ms)^```xml\\n(<\\?xml(?:(?!^```$).)*?<artifactId>first-journal</artifactId>.*?)^```$");
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
    void firstExampleOfTheReadme_withItsPom_keepsItsEntriesBetweenRuns() throws Exception {
        Matcher pom = FIRST_POM.matcher(readme());
        assertTrue(pom.find(), "The README has no POM of the first example");
        Files.writeString(directory.resolve("pom.xml"), pom.group(1));
        write(examples().filter(example -> type(example).equals(FIRST)).toList());
        assertTrue(readme().contains("```sh\nmvn -q compile exec:java\n```"), "The README has another command");
        OutsideProject project = new OutsideProject(directory);
        assertEquals(List.of("0 hello"), greetings(project));
        assertEquals(List.of("0 hello", "1 hello"), greetings(project));
    }

    /** Maven also prints codes of colours, and newer JDKs print warnings about Maven. */
    private static List<String> greetings(OutsideProject project) throws Exception {
        return project.maven(Map.of(), "-q", "compile", "exec:java")
                .lines()
                .filter(line -> line.endsWith(" hello"))
                .map(line -> line.replaceAll("\\e\\[\\d*m", ""))
                .toList();
    }

    @Test
    void otherExamplesOfTheReadme_inAProjectOfTheirOwn_compileAndRun() throws Exception {
        copy(STARTER.resolve("pom.xml"), Path.of("pom.xml"));
        copy(
                STARTER.resolve("src/main/resources/META-INF/beans.xml"),
                Path.of("src/main/resources/META-INF/beans.xml"));
        copy(STARTER.resolve(DATABASE), Path.of(DATABASE));
        List<String> examples =
                examples().filter(example -> !type(example).equals(FIRST)).toList();
        write(examples);
        List<String> programs = examples.stream()
                .filter(example -> example.contains("static void main("))
                .map(OutsideProjectTest::type)
                .toList();
        assertFalse(programs.isEmpty(), "The README has no other program");
        OutsideProject project = new OutsideProject(directory);
        for (String program : programs) {
            String output = project.maven(Map.of(), "compile", "exec:exec", "-Dmain.class=" + program);
            assertTrue(output.contains("BUILD SUCCESS"), output);
        }
    }

    private static String readme() throws Exception {
        return Files.readString(PublishedModule.ROOT.resolve("README.md"));
    }

    /** Returns the README's classes. */
    private static Stream<String> examples() throws Exception {
        return JAVA.matcher(readme())
                .results()
                .map(block -> block.group(1))
                .filter(block -> TYPE.matcher(block).find());
    }

    private void write(List<String> examples) throws Exception {
        for (String example : examples) {
            Path file = directory.resolve("src/main/java").resolve(type(example).replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, example);
        }
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
