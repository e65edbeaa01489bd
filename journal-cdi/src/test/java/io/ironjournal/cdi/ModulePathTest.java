package io.ironjournal.cdi;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.partitioningBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our modules, the APIs and Weld on the module path, without any flag that opens or reads what is not declared. */
class ModulePathTest {

    private static final Path SOURCES = Path.of("src/test/modular/application");
    private static final Pattern MODULES =
            Pattern.compile(".*(/journal-(core|jta|cdi)/target/(classes|[^/]*SNAPSHOT\\.jar)"
                    + "|/(jakarta\\.|weld-(se|core|api|spi|env|lite|jta)|jboss-(logging-3|classfilewriter)|jspecify|lz4|caffeine)"
                    + "[^/]*)");

    @TempDir
    Path directory;

    @Test
    void containerNeedsNoFlags() throws Exception {
        Map<Boolean, String> paths = Stream.of(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes") && !entry.endsWith("-tests.jar"))
                .collect(partitioningBy(
                        entry -> MODULES.matcher(entry.replace('\\', '/')).matches(), joining(File.pathSeparator)));
        Path classes = directory.resolve("classes");
        compile(classes, paths.get(true));
        Path output = directory.resolve("output");
        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.util.logging.config.file=src/test/resources/logging.properties",
                        "-Djournal.dir=" + directory.resolve("journal"),
                        "-DObjectStoreEnvironmentBean.objectStoreDir=" + directory.resolve("transactions"),
                        "--module-path",
                        classes + File.pathSeparator + paths.get(true),
                        "--add-modules",
                        "ALL-MODULE-PATH",
                        "-classpath",
                        paths.get(false),
                        "--module",
                        "application/io.ironjournal.application.Application")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        String text = Files.readString(output);
        assertEquals(0, exit, text);
        assertTrue(text.contains("1 entry by module io.ironjournal.cdi into module io.ironjournal.core"), () -> text);
    }

    private static void compile(Path classes, String modulePath) {
        int failures = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "--module-path",
                        modulePath,
                        SOURCES.resolve("module-info.java").toString(),
                        SOURCES.resolve("io/ironjournal/application/Application.java")
                                .toString());
        assertEquals(0, failures, "compiles");
    }
}
