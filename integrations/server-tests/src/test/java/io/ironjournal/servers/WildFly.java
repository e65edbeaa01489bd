package io.ironjournal.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** WildFly, configured by its CLI. */
final class WildFly extends Server {

    private final Path home;
    private final int management = freePort();
    private final List<String> setup = new ArrayList<>();

    private WildFly(Path directory, Path home) {
        super(directory);
        this.home = home;
    }

    static WildFly in(Path directory) throws IOException {
        try (Stream<Path> found = Files.list(DISTRIBUTIONS)) {
            Path home = found.filter(path -> path.getFileName().toString().startsWith("wildfly-"))
                    .findFirst()
                    .orElseThrow();
            WildFly server = new WildFly(directory, home);
            server.prepare();
            return server;
        }
    }

    private void prepare() throws IOException {
        Path configuration = Files.createDirectories(directory.resolve("configuration"));
        try (Stream<Path> files = Files.list(home.resolve("standalone").resolve("configuration"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, configuration.resolve(file.getFileName()));
            }
        }
        Path module = Files.createDirectories(directory.resolve("modules/shop/db/main"));
        String jars = Archives.database(module).stream()
                .map(jar -> "<resource-root path=\"" + jar.getFileName() + "\"/>")
                .collect(Collectors.joining());
        Files.writeString(
                module.resolve("module.xml"),
                "<module xmlns=\"urn:jboss:module:1.9\" name=\"shop.db\"><resources>" + jars
                        + "</resources><dependencies><module name=\"java.se\"/></dependencies></module>");
        Archives.adapter(directory.resolve("journal-ra.rar"));
        Files.createDirectories(directory.resolve("deployments"));
        addDatabase();
    }

    @Override
    String jndiName() {
        return "java:/journal/shop";
    }

    @Override
    String enlistedFirstSoThatJournalVotesFirst() {
        return "journal";
    }

    @Override
    String integration() {
        return "journal-narayana";
    }

    @Override
    void addAdapter() {
        offline(Readme.ADAPTER.block("deploy journal-ra.rar").replace("/var/lib/shop/journal", "" + journal()));
    }

    @Override
    void addMessageDrivenBeans() {
        offline(Readme.ADAPTER.block("default-resource-adapter-name"));
    }

    @Override
    void addHealth() {
        offline(Readme.OPERATIONS.block("microprofile-health-smallrye"));
    }

    @Override
    int healthPort() {
        return management;
    }

    @Override
    void addRecovery() {
        offline(Readme.TRANSACTIONS.block("node-identifier"));
    }

    /** Adds the database. */
    private void addDatabase() {
        offline(String.join(
                "\n",
                "/subsystem=datasources/jdbc-driver=shop:add(driver-name=shop,driver-module-name=shop.db,"
                        + "driver-xa-datasource-class-name=io.ironjournal.servers.HaltingDataSource)",
                "xa-data-source add --name=shop --jndi-name=java:/jdbc/shop --driver-name=shop"
                        + " --xa-datasource-properties=DatabaseName=" + directory.resolve("database")
                        + " --same-rm-override=false --user-name=shop --password=shop"
                        + " --recovery-username=shop --recovery-password=shop"));
    }

    /** Runs commands before the server starts for the first time, with its directory as the current directory. */
    private void offline(String commands) {
        commands.lines()
                .filter(line -> !line.startsWith("embed-server") && !line.equals("stop-embedded-server"))
                .forEach(setup::add);
    }

    /** Starts the embedded server once for all commands, because each start takes long. */
    @Override
    void start() throws IOException {
        if (!setup.isEmpty()) {
            setup.add(0, "embed-server --server-config=standalone.xml");
            setup.add("stop-embedded-server");
            run(cli(), "-Djboss.server.base.dir=" + directory, script(String.join("\n", setup)));
            setup.clear();
        }
        super.start();
    }

    /** Runs a command in the running server. */
    private void online(String command) throws IOException {
        run(cli(), "--connect", "--timeout=120000", "--controller=127.0.0.1:" + management, script(command));
    }

    private ProcessBuilder cli() {
        return builder("bin/jboss-cli.sh").directory(directory.toFile());
    }

    private String script(String commands) throws IOException {
        return "--file=" + Files.writeString(directory.resolve("commands.cli"), commands);
    }

    private ProcessBuilder builder(String program) {
        ProcessBuilder builder = new ProcessBuilder(home.resolve(program).toString());
        builder.environment().put("JBOSS_MODULEPATH", home.resolve("modules") + ":" + directory.resolve("modules"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    @Override
    ProcessBuilder command() {
        ProcessBuilder builder = builder("bin/standalone.sh");
        builder.command()
                .addAll(List.of(
                        "-Djboss.server.base.dir=" + directory,
                        "-b",
                        "127.0.0.1",
                        "-bmanagement",
                        "127.0.0.1",
                        "-Djboss.http.port=" + port,
                        "-Djboss.https.port=" + freePort(),
                        "-Djboss.management.http.port=" + management));
        // Recovery scans every five seconds instead of every two minutes, and takes less time to distrust a branch.
        builder.environment()
                .put(
                        "JAVA_OPTS",
                        String.join(" ", JVM) + " -Djava.net.preferIPv4Stack=true -Dderby.stream.error.file="
                                + directory.resolve("derby.log")
                                + " -DRecoveryEnvironmentBean.periodicRecoveryPeriod=5"
                                + " -DRecoveryEnvironmentBean.recoveryBackoffPeriod=2"
                                + " -DJTAEnvironmentBean.orphanSafetyInterval=5000");
        return builder;
    }

    @Override
    boolean isReady(String log) {
        if (log.contains("WFLYSRV0026")) {
            throw new AssertionError("WildFly started with errors:\n" + log);
        }
        return log.contains("WFLYSRV0025");
    }

    @Override
    void deploy(String name, Path war) throws IOException {
        online("deploy --force --name=" + name + ".war " + war);
    }

    @Override
    String refusal(String name, Path war) throws IOException {
        try {
            deploy(name, war);
        } catch (AssertionError refused) {
            return refused.getMessage();
        }
        throw new AssertionError(name + " was deployed");
    }

    @Override
    void undeploy(String name) throws IOException {
        online("undeploy " + name + ".war");
    }

    @Override
    void removeAdapter() throws IOException {
        online("undeploy journal-ra.rar");
    }

    @Override
    void awaitEmptyTransactionLog() {
        await("the transaction log is empty", () -> transactionLog().isEmpty());
    }

    private List<Path> transactionLog() {
        // Besides transactions, the store contains the names of resources, which remain.
        Path store = directory.resolve("data/tx-object-store/ShadowNoFileLockStore/defaultStore/StateManager");
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
