package io.ironjournal.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Open Liberty. What the tests add to the guide's server.xml is in the folder for overrides. */
final class Liberty extends Server {

    private static final Pattern STARTED = Pattern.compile("CWWKZ000[13]I: (?:The a|A)pplication (\\w+) ");
    private static final Pattern STOPPED = Pattern.compile("CWWKZ0009I: The application (\\w+) ");
    // The second if there was an application of that name.
    private static final Pattern REFUSED = Pattern.compile("CWWKZ0002E|CWWKZ0020I");

    private final Path server;

    private Liberty(Path directory) {
        super(directory);
        this.server = directory.resolve("servers").resolve("shop");
    }

    static Liberty in(Path directory) throws IOException {
        Liberty liberty = new Liberty(directory);
        liberty.prepare();
        return liberty;
    }

    /** Recovery tries again every five seconds instead of every minute. */
    private void prepare() throws IOException {
        Files.createDirectories(server.resolve("apps"));
        Files.createDirectories(server.resolve("dropins"));
        Archives.database(server.resolve("database-driver"));
        Archives.adapter(server.resolve("journal-ra.rar"));
        List<String> options = new ArrayList<>(JVM);
        options.add("-Dderby.stream.error.file=" + directory.resolve("derby.log"));
        Files.write(server.resolve("jvm.options"), options);
        Files.writeString(overrides().resolve("test.xml"), """
                <server>
                  <featureManager>
                    <feature>servlet-6.0</feature>
                    <feature>cdi-4.0</feature>
                    <feature>jdbc-4.3</feature>
                    <feature>jndi-1.0</feature>
                    <feature>mpConfig-3.0</feature>
                  </featureManager>
                  <transaction heuristicRetryInterval="5s"/>
                  <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
                  <library id="derby"><fileset dir="${server.config.dir}/database-driver" includes="*.jar"/></library>
                  <jdbcDriver id="halting" libraryRef="derby"
                              javax.sql.XADataSource="io.ironjournal.servers.HaltingDataSource"/>
                  <dataSource jndiName="jdbc/shop" type="javax.sql.XADataSource" jdbcDriverRef="halting">
                    <properties databaseName="%s"/>
                  </dataSource>
                </server>
                """.formatted(port, directory.resolve("database")));
    }

    private Path overrides() throws IOException {
        return Files.createDirectories(server.resolve("configDropins").resolve("overrides"));
    }

    @Override
    String jndiName() {
        return "journal/shop";
    }

    @Override
    String enlistedFirstSoThatJournalVotesFirst() {
        return "database";
    }

    @Override
    String integration() {
        return "journal-liberty";
    }

    @Override
    void addAdapter() throws IOException {
        String guide = Readme.ADAPTER
                .block("<resourceAdapter id=\"journal\"")
                .replace("/var/lib/shop/journal", "" + journal());
        int application = guide.indexOf("  <webApplication");
        String second = guide.substring(application).replace("shop.war", "second.war");
        Files.writeString(server.resolve("server.xml"), guide.substring(0, guide.indexOf("</server>")) + second);
    }

    @Override
    void addMessageDrivenBeans() throws IOException {
        Files.writeString(overrides().resolve("beans.xml"), Readme.ADAPTER.block("<activationSpec "));
    }

    @Override
    void addHealth() throws IOException {
        Files.writeString(
                overrides().resolve("health.xml"),
                "<server><featureManager><feature>mpHealth-4.0</feature></featureManager></server>");
    }

    @Override
    int healthPort() {
        return port;
    }

    @Override
    void addRecovery() throws IOException {
        Files.writeString(server.resolve("server.xml"), """
                <server>
                  <transaction recoverOnStartup="true"/>
                  <webApplication location="shop.war"/>
                </server>
                """);
    }

    @Override
    ProcessBuilder command() {
        ProcessBuilder builder = new ProcessBuilder(
                DISTRIBUTIONS.resolve("wlp").resolve("bin").resolve("server").toString(), "run", "shop");
        builder.environment().put("WLP_USER_DIR", directory.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    @Override
    String log() {
        return super.log() + read(server.resolve("logs").resolve("messages.log"));
    }

    @Override
    void start() throws IOException {
        Files.deleteIfExists(server.resolve("logs").resolve("messages.log"));
        super.start();
        for (String application : List.of("shop", "second")) {
            if (Files.exists(archive(application))) {
                await(application + " has started", () -> starts(application) > 0);
            }
        }
    }

    /** Applications that server.xml does not name are in another folder. */
    private Path archive(String application) {
        return server.resolve(application.equals("other") ? "dropins" : "apps").resolve(application + ".war");
    }

    @Override
    boolean isReady(String log) {
        return log.contains("CWWKF0011I");
    }

    /** Returns how often an application has started since the start of the server. */
    private long starts(String application) {
        return count(STARTED, application);
    }

    private long count(Pattern message, String application) {
        return message.matcher(read(server.resolve("logs").resolve("messages.log")))
                .results()
                .filter(found -> found.group(1).equals(application))
                .count();
    }

    @Override
    void deploy(String name, Path war) throws IOException {
        long before = starts(name);
        Files.copy(war, archive(name), StandardCopyOption.REPLACE_EXISTING);
        await(name + " has started", () -> starts(name) > before);
    }

    @Override
    String refusal(String name, Path war) throws IOException {
        Files.copy(war, archive(name), StandardCopyOption.REPLACE_EXISTING);
        await(name + " was refused", () -> REFUSED.matcher(log()).find());
        return log();
    }

    /** Sends no request, because one that fails leaves its exception in Derby, with classes of the application. */
    @Override
    void undeploy(String name) throws IOException {
        long before = count(STOPPED, name);
        Files.delete(archive(name));
        await(name + " has stopped", () -> count(STOPPED, name) > before);
    }

    @Override
    void removeAdapter() throws IOException {
        String configuration = Files.readString(server.resolve("server.xml"));
        int adapter = configuration.indexOf("  <resourceAdapter");
        Files.writeString(server.resolve("server.xml"), configuration.substring(0, adapter) + "</server>");
    }

    /** Restarts the server until it has nothing to recover, because it logs that at its start. */
    @Override
    void awaitEmptyTransactionLog() {
        await("there is nothing to recover", () -> {
            kill();
            try {
                start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (log().contains("WTRN0135I")) {
                return true;
            }
            // The attempt at the start of the server comes before the journal is open, and the next one five seconds
            // later.
            pause(Duration.ofSeconds(12));
            return false;
        });
    }
}
