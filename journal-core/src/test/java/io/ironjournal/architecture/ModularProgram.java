package io.ironjournal.architecture;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.partitioningBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A program on the module path, without flags that open or read undeclared packages. Its sources are in
 * {@code src/test/modular/application} of the tested module, and its main class is {@code Application}.
 */
public final class ModularProgram {

    /** The sources of the program. */
    static final Path SOURCES = Path.of("src/test/modular/application");

    private static final String OURS = ".*/journal-\\w+/target/(classes|[^/]*SNAPSHOT\\.jar)";

    private final Path directory;
    private final String modulePath;
    private final String classPath;

    /**
     * Divides the class path of the test.
     *
     * @param directory for compiled classes and output
     * @param libraries a pattern of names of jars that belong on the module path, besides the modules of this project
     */
    public ModularProgram(Path directory, String libraries) {
        Pattern modules = Pattern.compile(OURS + "|.*/(" + libraries + ")[^/]*\\.jar");
        Map<Boolean, String> paths = Stream.of(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes") && !entry.endsWith("-tests.jar"))
                .collect(partitioningBy(
                        entry -> modules.matcher(entry.replace('\\', '/')).matches(), joining(File.pathSeparator)));
        this.directory = directory;
        this.modulePath = directory.resolve("classes") + File.pathSeparator + paths.get(true);
        this.classPath = paths.get(false);
    }

    /**
     * Compiles and runs the program.
     *
     * @param options for the JVM
     * @return the output of the program, followed by its exit code
     */
    public String run(String... options) throws IOException, InterruptedException {
        compile();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("--module-path", modulePath, "--add-modules", "ALL-MODULE-PATH"));
        command.addAll(List.of("-classpath", classPath));
        command.addAll(List.of("--module", "application/io.ironjournal.application.Application"));
        Path output = directory.resolve("output");
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        return Files.readString(output) + "exit " + exit;
    }

    private void compile() throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-d", directory.resolve("classes").toString(), "--module-path", modulePath));
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        Files.createDirectories(directory.resolve("classes"));
        int failures = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
        if (failures != 0) {
            throw new IllegalStateException("The program does not compile: see the compiler's output");
        }
    }
}
