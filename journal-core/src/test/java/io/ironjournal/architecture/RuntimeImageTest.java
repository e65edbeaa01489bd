package io.ironjournal.architecture;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Creates a run-time image of an application that uses only the engine, with the commands of {@code docs/jlink.md}. */
class RuntimeImageTest {

    private static final Pattern LIBRARY = Pattern.compile("(jspecify|lz4-java|caffeine)[^/]*\\.jar");

    @TempDir
    Path directory;

    @Test
    void imageByJlink_runsTheApplication() throws Exception {
        Path jars = Files.createDirectory(directory.resolve("mods"));
        Path engine = copyModules(jars);
        describeLz4(jars);
        Path application = compileApplication(jars, engine);
        Path image = directory.resolve("image");
        String modules =
                Stream.of(engine, jars, application).map(Path::toString).collect(joining(File.pathSeparator));
        run("jlink", "--module-path", modules, "--add-modules", "application", "--output", image.toString());

        assertEquals("hello by module io.ironjournal.core\nexit 0", start(image));
        // Without jdk.jfr, the journal has no events.
        assertEquals(
                Set.of(
                        "application",
                        "com.github.benmanes.caffeine",
                        "io.ironjournal.core",
                        "java.base",
                        "jdk.unsupported",
                        "org.lz4.java"),
                modulesOf(image));
    }

    private static Set<String> modulesOf(Path image) throws Exception {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(image.resolve("release"))) {
            release.load(reader);
        }
        String modules = release.getProperty("MODULES").replace("\"", "");
        return Set.copyOf(List.of(modules.split(" ", -1)));
    }

    /** Copies the libraries of the test's class path. Returns the classes or the jar of the engine. */
    private static Path copyModules(Path jars) throws Exception {
        Path engine = null;
        for (String entry : List.of(System.getProperty("java.class.path").split(File.pathSeparator))) {
            Path path = Path.of(entry);
            String name = path.getFileName().toString();
            if (LIBRARY.matcher(name).matches()) {
                Files.copy(path, jars.resolve(name));
            } else if (engine == null && isEngine(path)) {
                engine = path;
            }
        }
        if (engine == null) {
            throw new IllegalStateException("The class path has no module io.ironjournal.core");
        }
        return engine;
    }

    private static boolean isEngine(Path entry) {
        return Files.exists(entry.resolve("module-info.class"))
                || entry.getFileName().toString().matches("journal-core-[^/]*(?<!-tests)\\.jar");
    }

    /** Adds a module descriptor to the jar of lz4-java. */
    private void describeLz4(Path jars) throws Exception {
        Path lz4;
        try (Stream<Path> files = Files.list(jars)) {
            lz4 = files.filter(file -> file.getFileName().toString().startsWith("lz4-java"))
                    .findFirst()
                    .orElseThrow();
        }
        Path sources = directory.resolve("gen");
        Path classes = directory.resolve("lz4");
        run("jdeps", "--ignore-missing-deps", "--generate-module-info", sources.toString(), lz4.toString());
        run(
                "javac",
                "-d",
                classes.toString(),
                "--patch-module",
                "org.lz4.java=" + lz4,
                sources.resolve("org.lz4.java/module-info.java").toString());
        run("jar", "--update", "--file", lz4.toString(), "-C", classes.toString(), "module-info.class");
    }

    private Path compileApplication(Path jars, Path engine) throws Exception {
        Path classes = directory.resolve("app");
        try (Stream<Path> files = Files.walk(ModularProgram.SOURCES)) {
            Stream<String> sources = files.map(Path::toString).filter(name -> name.endsWith(".java"));
            Stream<String> options =
                    Stream.of("-d", classes.toString(), "--module-path", jars + File.pathSeparator + engine);
            run("javac", Stream.concat(options, sources).toArray(String[]::new));
        }
        return classes;
    }

    private static void run(String tool, String... arguments) {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);
        int exit = ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments);
        assertEquals(0, exit, () -> tool + " printed " + printed);
    }

    /** Starts the application in the image. Returns its output and exit code. */
    private String start(Path image) throws Exception {
        Path output = directory.resolve("output");
        int exit = new ProcessBuilder(
                        image.resolve("bin").resolve("java").toString(),
                        "-Djdk.system.logger.level=WARNING",
                        "-Djournal=" + directory.resolve("journal"),
                        "--module",
                        "application/io.ironjournal.application.Application")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        return Files.readString(output) + "exit " + exit;
    }
}
