package io.ironjournal.servers;

import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The archives that servers get: applications, the database and the resource adapter. */
final class Archives {

    private static final Path ARTIFACTS = Path.of("target", "artifacts").toAbsolutePath();

    private static final String WEB = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0"/>
            """;
    private static final String BEANS = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>
            """;
    private static final String JBOSS_WEB = """
            <jboss-web>
              <resource-ref><res-ref-name>jdbc/shop</res-ref-name><jndi-name>java:/jdbc/shop</jndi-name></resource-ref>
            </jboss-web>
            """;
    private static final String LIBERTY_WEB = """
            <web-bnd xmlns="http://websphere.ibm.com/xml/ns/javaee" version="1.2">
              <resource-ref name="jdbc/shop" binding-name="jdbc/shop"/>
            </web-bnd>
            """;

    private Archives() {}

    /** Creates an application that gets the adapter's journal injected. */
    static Path injected(Path war, String jndiName) throws IOException {
        return write(war, injected(jndiName));
    }

    private static Map<String, byte[]> injected(String jndiName) throws IOException {
        Map<String, byte[]> entries = application(InjectedServlet.class);
        entries.put("WEB-INF/jboss-web.xml", bytes(JBOSS_WEB));
        entries.put("WEB-INF/ibm-web-bnd.xml", bytes(LIBERTY_WEB));
        entries.put("WEB-INF/jboss-deployment-structure.xml", structure());
        entries.put("WEB-INF/classes/META-INF/microprofile-config.properties", bytes("journal.jndi=" + jndiName));
        library(entries, "journal-cdi");
        return entries;
    }

    /** Creates an application that gets the adapter's journal injected and consumes it by a message-driven bean. */
    static Path consuming(Path war, String jndiName) throws IOException {
        Map<String, byte[]> entries = injected(jndiName);
        entries.put("WEB-INF/classes/" + file(Shipping.class), content(Shipping.class));
        return write(war, entries);
    }

    /** Creates an application that contains a journal, with the modules that its guide names and others. */
    static Path containing(Path war, Path journal, String... others) throws IOException {
        Map<String, byte[]> entries = application(InjectedServlet.class);
        entries.put("WEB-INF/jboss-web.xml", bytes(JBOSS_WEB));
        entries.put("WEB-INF/ibm-web-bnd.xml", bytes(LIBERTY_WEB));
        entries.put("WEB-INF/classes/META-INF/microprofile-config.properties", bytes("journal.dir=" + journal));
        for (String name :
                List.of("journal-core", "journal-config", "journal-jta", "journal-cdi", "lz4-java", "caffeine")) {
            library(entries, name);
        }
        for (String name : others) {
            library(entries, name);
        }
        return write(war, entries);
    }

    /** Creates an application that gets the adapter's connection factory as a resource. */
    static Path resource(Path war) throws IOException {
        Map<String, byte[]> entries = application(ResourceServlet.class);
        entries.put("WEB-INF/jboss-web.xml", merged(JBOSS_WEB, "</jboss-web>", "<jboss-web>"));
        entries.put("WEB-INF/ibm-web-bnd.xml", merged(LIBERTY_WEB, "</web-bnd>", "<web-bnd "));
        entries.put("WEB-INF/jboss-deployment-structure.xml", structure());
        return write(war, entries);
    }

    /** Creates an application without a journal. */
    static Path other(Path war) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("WEB-INF/web.xml", bytes(WEB));
        entries.put("WEB-INF/beans.xml", bytes(BEANS));
        entries.put("WEB-INF/classes/" + file(OtherServlet.class), content(OtherServlet.class));
        for (Class<?> type : List.of(OtherServlet.Pair.class, OtherServlet.Extension.class)) {
            entries.put("WEB-INF/classes/" + file(type), content(type));
        }
        entries.put(
                "WEB-INF/classes/META-INF/services/" + BuildCompatibleExtension.class.getName(),
                bytes(OtherServlet.Extension.class.getName()));
        return write(war, entries);
    }

    private static byte[] structure() {
        return bytes(Readme.ADAPTER.block("<jboss-deployment-structure>"));
    }

    /** Adds the elements of the guide's document to those of another. */
    private static byte[] merged(String document, String end, String start) {
        String guide = Readme.ADAPTER.block(start);
        String elements = guide.substring(guide.indexOf('>') + 1, guide.indexOf(end));
        return bytes(document.replace(end, elements + end));
    }

    private static Map<String, byte[]> application(Class<?> servlet) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("WEB-INF/web.xml", bytes(WEB));
        entries.put("WEB-INF/beans.xml", bytes(BEANS));
        entries.put("WEB-INF/classes/" + file(OrdersServlet.class), content(OrdersServlet.class));
        entries.put("WEB-INF/classes/" + file(servlet), content(servlet));
        return entries;
    }

    private static void library(Map<String, byte[]> entries, String name) throws IOException {
        entries.put("WEB-INF/lib/" + name + ".jar", Files.readAllBytes(artifact(name)));
    }

    /** Copies the database and its driver to a directory. */
    static List<Path> database(Path directory) throws IOException {
        Files.createDirectories(directory);
        write(
                directory.resolve("halting.jar"),
                Map.of(file(HaltingDataSource.class), content(HaltingDataSource.class)));
        for (String name : List.of("derby-", "derbyshared", "derbytools")) {
            Path jar = artifact(name);
            Files.copy(jar, directory.resolve(jar.getFileName()));
        }
        try (Stream<Path> jars = Files.list(directory)) {
            return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
        }
    }

    static void adapter(Path rar) throws IOException {
        Files.copy(artifact("journal-rar"), rar);
    }

    private static Path artifact(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(ARTIFACTS)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Path write(Path archive, Map<String, byte[]> entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return archive;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String file(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static byte[] content(Class<?> type) throws IOException {
        try (InputStream in = type.getClassLoader().getResourceAsStream(file(type))) {
            return in.readAllBytes();
        }
    }
}
