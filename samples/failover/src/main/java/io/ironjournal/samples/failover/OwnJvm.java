package io.ironjournal.samples.failover;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The processes that the sample starts. */
final class OwnJvm {

    /** The exit code of a process that halted itself. */
    static final int HALTED = 99;

    private static final String STARTED_BY = "sample.started-by";
    private static final long CHECK_MILLIS = 100;
    private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

    static {
        // A stopped process does not notice the end of this one.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> STARTED.forEach(Process::destroyForcibly)));
    }

    private OwnJvm() {}

    /** Starts a program with the same Java, options and class path. Its errors go to those of this process. */
    static Process start(Class<?> program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-Xmx256m");
        // H2 listens on this address.
        command.add("-Dh2.bindAddress=127.0.0.1");
        command.add("-D" + STARTED_BY + "=" + ProcessHandle.current().pid());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        Process started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        STARTED.add(started);
        return started;
    }

    /** Halts this process when the one that started it has ended for any reason. */
    static void endWithItsStarter() {
        long starter = Long.getLong(STARTED_BY, -1);
        Thread watch = new Thread(() -> haltAfter(starter), "end with process " + starter);
        watch.setDaemon(true);
        watch.start();
    }

    private static void haltAfter(long starter) {
        try {
            while (ProcessHandle.current()
                    .parent()
                    .filter(parent -> parent.pid() == starter)
                    .isPresent()) {
                Thread.sleep(CHECK_MILLIS);
            }
        } catch (InterruptedException unexpected) {
            // It is not known whether the starter still runs.
        }
        Runtime.getRuntime().halt(HALTED);
    }
}
