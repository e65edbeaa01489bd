package io.ironjournal.samples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A module that is published, as this build has packaged it.
 *
 * @param path where it is, as the parent's POM says; its last name is the artifactId
 */
record PublishedModule(String path) {

    static final Path ROOT = Path.of(System.getProperty("ironjournal.root", ".."));
    static final String VERSION = System.getProperty("ironjournal.version");

    private static final Pattern MODULE = Pattern.compile("<module>([\\w/-]+)</module>");
    private static final String SKIPS_DEPLOY = "<maven.deploy.skip>true</maven.deploy.skip>";

    /** Every module of the parent's POM that has no modules itself and does not say that it is never deployed. */
    static List<PublishedModule> all() throws IOException {
        String parent = Files.readString(ROOT.resolve("pom.xml"));
        List<PublishedModule> published = new ArrayList<>();
        for (String module :
                MODULE.matcher(parent).results().map(found -> found.group(1)).toList()) {
            String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
            if (!pom.contains(SKIPS_DEPLOY) && !pom.contains("<modules>")) {
                published.add(new PublishedModule(module));
            }
        }
        return published;
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    Path pom() {
        Path pom = target().resolve("published-pom.xml");
        assertTrue(
                Files.exists(pom),
                () -> name()
                        + " was not packaged before samples. Run mvn verify for all modules, or let samples/pom.xml depend"
                        + " on it: type pom, scope test.");
        return pom;
    }

    Path jar() {
        return target().resolve(name() + "-" + VERSION + ".jar");
    }

    /** False for POMs and for archives of other kinds. */
    boolean isJar() throws IOException {
        return !Files.readString(pom()).contains("<packaging>");
    }

    private Path target() {
        return ROOT.resolve(path).resolve("target");
    }

    /** Copies the module to where Maven looks for it in a local repository. */
    void copyTo(Path repository) throws IOException {
        Path directory =
                repository.resolve(Path.of("io", "ironjournal")).resolve(name()).resolve(VERSION);
        Files.createDirectories(directory);
        copy(pom(), directory.resolve(name() + "-" + VERSION + ".pom"));
        if (isJar()) {
            copy(jar(), directory.resolve(name() + "-" + VERSION + ".jar"));
        }
    }

    private static void copy(Path file, Path copy) throws IOException {
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    }
}
