package io.ironjournal.narayana;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of another small process with the class path of the tests. */
final class JavaProcess {

    private JavaProcess() {}

    /**
     * Returns the command.
     *
     * @param directory for the error file of Derby
     * @param optionsAndMain options of Java, then the main class and its arguments
     */
    static List<String> command(Path directory, List<String> optionsAndMain) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Dderby.stream.error.file=" + directory.resolve("derby.log"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(optionsAndMain);
        return command;
    }
}
