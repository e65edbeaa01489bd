package io.ironjournal.samples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module that is published, as this build has packaged it.
 *
 * @param directory where its POM is
 * @param name its artifactId
 */
record PublishedModule(Path directory, String name) {

    static final Path ROOT = Path.of(System.getProperty("ironjournal.root", ".."));
    static final String VERSION = System.getProperty("ironjournal.version");

    private static final String BUILT = System.getProperty("ironjournal.built", "");
    private static final Pattern PROFILES = Pattern.compile("(?s)<profiles>.*</profiles>");
    private static final Pattern MODULE = Pattern.compile("<module>([\\w/-]+)</module>");
    private static final Pattern ARTIFACT =
            Pattern.compile("(?s)^(?:.*?</parent>)?.*?<artifactId>([\\w-]+)</artifactId>");
    private static final String SKIPS_DEPLOY = "<maven.deploy.skip>true</maven.deploy.skip>";

    /** Returns every module that does not set {@code maven.deploy.skip}, without POMs that only group modules. */
    static List<PublishedModule> all() throws IOException {
        List<PublishedModule> published = new ArrayList<>();
        addModules(ROOT, published, new ArrayList<>());
        return published;
    }

    /** Returns the artifact ids of the POMs that only group modules. */
    static List<String> groups() throws IOException {
        List<String> groups = new ArrayList<>();
        addModules(ROOT, new ArrayList<>(), groups);
        return groups;
    }

    /** Those of them that this run of Maven builds. */
    static List<PublishedModule> built() throws IOException {
        return all().stream()
                .filter(module -> BUILT.contains(":" + module.name() + ":"))
                .toList();
    }

    private static void addModules(Path directory, List<PublishedModule> published, List<String> groups)
            throws IOException {
        String pom =
                PROFILES.matcher(Files.readString(directory.resolve("pom.xml"))).replaceAll("");
        if (pom.contains("<modules>")) {
            groups.add(artifactId(directory, pom));
            for (String module :
                    MODULE.matcher(pom).results().map(found -> found.group(1)).toList()) {
                addModules(directory.resolve(module), published, groups);
            }
        } else if (!pom.contains(SKIPS_DEPLOY)) {
            published.add(new PublishedModule(directory, artifactId(directory, pom)));
        }
    }

    /** Returns the artifactId after the section of the parent. The POM at the top has no parent. */
    private static String artifactId(Path directory, String pom) {
        Matcher artifact = ARTIFACT.matcher(pom);
        assertTrue(artifact.find(), directory + "/pom.xml has no artifactId");
        return artifact.group(1);
    }

    Path pom() {
        return target().resolve("published-pom.xml");
    }

    Path jar() {
        return target().resolve(name + "-" + VERSION + ".jar");
    }

    /** False for POMs and for archives of other kinds. */
    boolean isJar() throws IOException {
        return !Files.readString(pom()).contains("<packaging>");
    }

    /** Copies the module to where Maven looks for it in a local repository. */
    void copyTo(Path repository) throws IOException {
        Path artifact =
                repository.resolve(Path.of("io", "ironjournal")).resolve(name).resolve(VERSION);
        Files.createDirectories(artifact);
        copy(pom(), artifact.resolve(name + "-" + VERSION + ".pom"));
        if (isJar()) {
            copy(jar(), artifact.resolve(name + "-" + VERSION + ".jar"));
        }
    }

    private Path target() {
        return directory.resolve("target");
    }

    private static void copy(Path file, Path copy) throws IOException {
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    }
}
