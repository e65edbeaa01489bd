package io.ironjournal.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A Maven project outside this repository. It gets the artifacts of this build from a local repository of its own, which
 * is filled from the user's, so that nothing is installed there and next to nothing is downloaded again.
 *
 * @param directory where its POM is
 */
record OutsideProject(Path directory) {

    /** Of the Maven that runs this build: its home, the user's settings and local repository, and whether it is offline. */
    private static final String[] MAVEN =
            System.getProperty("ironjournal.maven").split("\\|");

    private static final Path REPOSITORY =
            Path.of("target", "outside-repository").toAbsolutePath();
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final long MINUTES = 5;

    static void publishThisBuild() throws Exception {
        for (PublishedModule module : PublishedModule.built()) {
            module.copyTo(REPOSITORY);
        }
    }

    /** Runs Maven, which must succeed. */
    String maven(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(MAVEN[0], "bin", WINDOWS ? "mvn.cmd" : "mvn").toString(),
                "-B",
                "-ntp",
                "-s",
                settings().toString(),
                "-Dmaven.repo.local=" + REPOSITORY));
        if (Boolean.parseBoolean(MAVEN[3])) {
            command.addAll(List.of("-o", "-Daether.offline.protocols=file"));
        }
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("maven", ".log");
        ProcessBuilder maven = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Short runs: what starts fast is better than what gets fast.
        maven.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        maven.environment().putAll(environment);
        Process running = maven.start();
        assertTrue(running.waitFor(MINUTES, TimeUnit.MINUTES), "Maven did not end within " + MINUTES + " minutes");
        String text = Files.readString(output);
        Files.delete(output);
        assertEquals(0, running.exitValue(), text);
        return text;
    }

    /** The user's settings, with mirrors and proxies, and the user's local repository as one more to ask. */
    private Path settings() throws Exception {
        Path users = Path.of(MAVEN[1]);
        var builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
        Document settings = Files.exists(users) ? builder.parse(users.toFile()) : builder.newDocument();
        if (settings.getDocumentElement() == null) {
            settings.appendChild(settings.createElement("settings"));
        }
        Element profile = child(section(settings, "profiles"), "profile");
        child(profile, "id").setTextContent("users-repository");
        repository(child(child(profile, "repositories"), "repository"));
        repository(child(child(profile, "pluginRepositories"), "pluginRepository"));
        child(section(settings, "activeProfiles"), "activeProfile").setTextContent("users-repository");
        Path file = directory.resolve("settings.xml");
        TransformerFactory.newDefaultInstance()
                .newTransformer()
                .transform(new DOMSource(settings), new StreamResult(file.toFile()));
        return file;
    }

    private static void repository(Element repository) {
        child(repository, "id").setTextContent("users-repository");
        child(repository, "url").setTextContent(Path.of(MAVEN[2]).toUri().toString());
        child(child(repository, "releases"), "checksumPolicy").setTextContent("ignore");
        child(child(repository, "snapshots"), "enabled").setTextContent("false");
    }

    private static Element section(Document settings, String name) {
        Node found = settings.getElementsByTagName(name).item(0);
        return found == null ? child(settings.getDocumentElement(), name) : (Element) found;
    }

    private static Element child(Element parent, String name) {
        Document document = parent.getOwnerDocument();
        Element child = document.createElementNS(parent.getNamespaceURI(), name);
        parent.appendChild(child);
        return child;
    }
}
