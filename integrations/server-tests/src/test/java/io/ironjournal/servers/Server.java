package io.ironjournal.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A server in its own process, with a configuration, a journal and a database in its own directory. */
abstract class Server implements AutoCloseable {

    static final Path DISTRIBUTIONS = Path.of("target", "servers").toAbsolutePath();

    private static final int REQUESTS = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Servers start faster without the second compiler. Soft references go with each garbage collection. */
    static final List<String> JVM =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:SoftRefLRUPolicyMSPerMB=0");

    final Path directory;
    final int port = freePort();
    // Open Liberty keeps an application while a connection exists that was upgraded to HTTP/2 by a request to it.
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Thread killing = new Thread(this::kill, "kill-server");
    private @Nullable Process process;

    Server(Path directory) {
        this.directory = directory;
        // Also when the build is stopped.
        Runtime.getRuntime().addShutdownHook(killing);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path console() {
        return directory.resolve("console.txt");
    }

    Path journal() {
        return directory.resolve("journal");
    }

    /** Creates the process. */
    abstract ProcessBuilder command();

    /** Returns whether the server runs, according to its log. */
    abstract boolean isReady(String log);

    /** The name of the adapter's connection factory, as the guide of this server has it. */
    abstract String jndiName();

    /** The side, {@code journal} or {@code database}, that must be enlisted first so that the journal votes first. */
    abstract String enlistedFirstSoThatJournalVotesFirst();

    /** The module that an application with its own journal must contain. */
    abstract String integration();

    /** Installs the resource adapter as its README says. */
    abstract void addAdapter() throws Exception;

    /** Lets message-driven beans use the adapter, as its README says. */
    abstract void addMessageDrivenBeans() throws Exception;

    /** Configures recovery for applications that contain the journal. */
    abstract void addRecovery() throws Exception;

    /** Switches MicroProfile Health on. */
    abstract void addHealth() throws Exception;

    /** The port of the health checks. */
    abstract int healthPort();

    /** Deploys an application, or deploys it again, under a context root of its name. */
    abstract void deploy(String name, Path war) throws Exception;

    /** Deploys an application that does not start. Returns what the server says. */
    abstract String refusal(String name, Path war) throws Exception;

    abstract void undeploy(String name) throws Exception;

    abstract void removeAdapter() throws Exception;

    /** Waits until the transaction log of the server is empty. May restart the server. */
    abstract void awaitEmptyTransactionLog() throws Exception;

    void start() throws IOException {
        Files.deleteIfExists(console());
        process = command()
                .redirectErrorStream(true)
                .redirectOutput(console().toFile())
                .start();
        await("the server is ready", () -> {
            if (!process.isAlive()) {
                throw new AssertionError("The server ended:\n" + log());
            }
            return isReady(log());
        });
    }

    /** Returns all that the server has logged since its start. */
    String log() {
        return read(console());
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Waited in vain until " + what + ". Log:\n" + log());
            }
            pause(Duration.ofMillis(200));
        }
    }

    static void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the answer of an application, or the status of an error. It is empty if the process ends before it answers. */
    String get(String application, String query) {
        try {
            HttpResponse<String> response =
                    http.send(request(application, query), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? ("ok " + response.body()).strip() : response.statusCode() + "";
        } catch (IOException none) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the status and the document of {@code ready} or {@code live}, without spaces; empty if there is no answer. */
    String health(String kind) {
        URI uri = URI.create("http://127.0.0.1:" + healthPort() + "/health/" + kind);
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body().replaceAll("\\s", "");
        } catch (IOException none) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String application, String query) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + application + "/orders?" + query))
                .timeout(PATIENCE)
                .build();
    }

    /** Sends many requests at the same time, for all threads of the server. */
    void getOften(String application) {
        HttpRequest request = request(application, "");
        CompletableFuture.allOf(IntStream.range(0, REQUESTS)
                        .mapToObj(each -> http.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** Waits for the process to end by itself. */
    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The process did not end. Log:\n" + log());
        }
    }

    /**
     * Waits until the garbage collector has collected a class, which only happens together with its class loader.
     *
     * @param before is run before each collection
     */
    void awaitCollected(String className, Runnable before) {
        await(className + " is collected", () -> {
            before.run();
            jcmd("GC.run");
            return !jcmd("VM.class_hierarchy", className).contains("|--" + className + "/");
        });
    }

    private String jcmd(String... command) {
        ProcessHandle java = process.descendants()
                .filter(each -> each.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElse(process.toHandle());
        return run(
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), "" + java.pid()),
                command);
    }

    /** Runs a program with arguments, and returns its output. */
    static String run(ProcessBuilder program, String... arguments) {
        program.command().addAll(List.of(arguments));
        program.redirectErrorStream(true);
        try {
            Process running = program.start();
            running.getOutputStream().close();
            String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (running.waitFor() != 0) {
                throw new AssertionError(program.command().stream().collect(Collectors.joining(" ")) + "\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the process like kill -9, and the processes that it has started. */
    void kill() {
        Process running = process;
        if (running != null) {
            List<ProcessHandle> children = running.descendants().toList();
            running.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            children.forEach(child -> child.onExit().join());
            running.onExit().join();
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(killing);
        } catch (IllegalStateException stopping) {
            return;
        }
    }
}
