package io.ironjournal.samples.failover;

import java.io.File;
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
        Runtime.getRuntime().addShutdownHook(new Thread(OwnJvm::killAll));
    }

    private OwnJvm() {}

    /** Kills all processes that were started, and waits for their end. */
    static void killAll() {
        STARTED.forEach(Process::destroyForcibly);
        STARTED.forEach(process -> process.onExit().join());
    }

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

    /** Returns whether a process was killed. POSIX: above 128 after a signal. Windows: 1, as after other failures. */
    static boolean isKilled(int exit) {
        return exit > 128 || (File.separatorChar == '\\' && exit == 1);
    }

    /** Halts this process when the one that started it has ended for any reason. */
    static void endWithItsStarter() {
        watch(Long.getLong(STARTED_BY, -1), () -> Runtime.getRuntime().halt(HALTED));
    }

    /** Ends this process when Maven has ended: a terminated Maven does not end its child processes. */
    static void endWithMaven() {
        if (Boolean.getBoolean("sample.from-maven")) {
            ProcessHandle.current().parent().ifPresent(maven -> watch(maven.pid(), () -> System.exit(HALTED)));
        }
    }

    private static void watch(long starter, Runnable end) {
        Thread watch = new Thread(() -> endAfter(starter, end), "end with process " + starter);
        watch.setDaemon(true);
        watch.start();
    }

    private static void endAfter(long starter, Runnable end) {
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
        end.run();
    }
}
