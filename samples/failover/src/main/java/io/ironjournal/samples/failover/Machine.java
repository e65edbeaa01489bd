package io.ironjournal.samples.failover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A machine: a process with a directory of its own. */
final class Machine {

    /** Ends a part of the lines. No process prints it. */
    private static final String END = "\0";

    private final Path directory;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    Machine(Path directory, List<String> arguments) throws IOException {
        this.directory = directory;
        this.process = OwnJvm.start(Workday.class, arguments);
        CompletableFuture<Void> unused = CompletableFuture.runAsync(this::read, task -> new Thread(task).start());
    }

    private void read() {
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lines.add(END);
        }
    }

    /** Passes on the lines that the process prints, until it ends or is paused. */
    void follow(Consumer<String> consumer) throws InterruptedException {
        for (String line = lines.take(); !line.equals(END); line = lines.take()) {
            consumer.accept(line);
        }
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Waits for the end of the process, deletes its directory, and returns its exit code. */
    int lose() throws IOException, InterruptedException {
        int exit = process.waitFor();
        delete(directory);
        return exit;
    }

    /** Stops all threads of the process, which does not notice that. */
    void pause() {
        signal("STOP");
        lines.add(END);
    }

    /** Lets the process go on, and passes on what it prints. The result is its exit code. */
    CompletableFuture<Integer> wake(Consumer<String> consumer) {
        signal("CONT");
        return CompletableFuture.supplyAsync(() -> {
            try {
                // If it waits in the middle of a commit, this line lets it go on.
                process.outputWriter().append('\n').flush();
                follow(consumer);
                return lose();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
