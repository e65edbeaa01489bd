package io.ironjournal.samples;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that is there to be killed. */
final class OwnJvm {

    /** Which process started this one. */
    private static final String STARTED_BY = "sample.started-by";

    private static final long LOOK_MILLIS = 100;

    private OwnJvm() {}

    /** The same Java with the same options and class path as here, on the same data. */
    static ProcessBuilder of(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        // Which may not be what an option says.
        command.add("-Dorders.data=" + Shop.directory(""));
        command.add(startedByThis());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** The option by which a JVM knows that it belongs to this one. */
    static String startedByThis() {
        return "-D" + STARTED_BY + "=" + ProcessHandle.current().pid();
    }

    /**
     * Halts this JVM when the one that started it has ended, however that was ended. It would go on for ever, with the
     * data of the next run.
     */
    static void endWithItsStarter() {
        Long starter = Long.getLong(STARTED_BY);
        if (starter != null) {
            endWith(starter);
        }
    }

    /** Halts this JVM when its parent has ended. */
    static void endWith(long parent) {
        Thread watch = new Thread(() -> haltAfter(parent), "end with process " + parent);
        watch.setDaemon(true);
        watch.start();
    }

    private static void haltAfter(long parent) {
        try {
            while (isParent(parent)) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException nobodyDoes) {
            // Then it is not known whether the parent lives.
        }
        Runtime.getRuntime().halt(KillSwitch.HALTED);
    }

    /** Asks for the parent each time: an orphan gets another one. */
    private static boolean isParent(long expected) {
        return ProcessHandle.current()
                .parent()
                .filter(parent -> parent.pid() == expected)
                .isPresent();
    }
}
