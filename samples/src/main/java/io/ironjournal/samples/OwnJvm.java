package io.ironjournal.samples;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that is there to be killed. */
final class OwnJvm {

    private OwnJvm() {}

    /** The same Java with the same options and class path as here, on the same data. */
    static ProcessBuilder of(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        // Which may not be what an option says.
        command.add("-Dorders.data=" + Shop.directory(""));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
