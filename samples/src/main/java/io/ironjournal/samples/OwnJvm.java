package io.ironjournal.samples;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that a sample starts and kills. */
final class OwnJvm {

    /** The id of the process that started this JVM. */
    private static final String STARTED_BY = "sample.started-by";

    private static final long CHECK_MILLIS = 100;

    private OwnJvm() {}

    /** Returns a command for the same Java with the same options, class path and data. */
    static ProcessBuilder of(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        // An option may contain another directory.
        command.add("-Dorders.data=" + Shop.directory(""));
        command.add(startedByThis());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /**
     * Returns whether a process was killed. POSIX: above 128 after a signal; any other code means that the program failed.
     * Windows: 1, as after other failures.
     */
    static boolean isKilled(int exit) {
        return exit > 128 || (File.separatorChar == '\\' && exit == 1);
    }

    /** Returns the option that tells a JVM that this one started it. */
    static String startedByThis() {
        return "-D" + STARTED_BY + "=" + ProcessHandle.current().pid();
    }

    /**
     * Halts this JVM when the process that started it has ended for any reason. Otherwise it would continue and use the
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
                Thread.sleep(CHECK_MILLIS);
            }
        } catch (InterruptedException unexpected) {
            // It is not known whether the parent still runs.
        }
        Runtime.getRuntime().halt(KillSwitch.HALTED);
    }

    /** Returns whether the parent is still the same. The system gives an orphan another parent. */
    private static boolean isParent(long expected) {
        return ProcessHandle.current()
                .parent()
                .filter(parent -> parent.pid() == expected)
                .isPresent();
    }
}
