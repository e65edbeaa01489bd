package io.ironjournal.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module that is published, as this build has packaged it.
 *
 * @param name its artifactId
 */
record PublishedModule(String name) {

    static final Path ROOT = Path.of(System.getProperty("ironjournal.root", ".."));
    static final String VERSION = System.getProperty("ironjournal.version");

    private static final Pattern MODULE = Pattern.compile("<module>([\\w-]+)</module>");
    private static final List<String> NEVER_PUBLISHED = List.of("samples", "benchmarks");

    /** Every module of the parent's POM but those that are never published. */
    static List<PublishedModule> all() throws IOException {
        Matcher modules = MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")));
        return modules.results()
                .map(module -> module.group(1))
                .filter(module -> !NEVER_PUBLISHED.contains(module))
                .map(PublishedModule::new)
                .toList();
    }

    Path pom() {
        return target().resolve("published-pom.xml");
    }

    Path jar() {
        return target().resolve(name + "-" + VERSION + ".jar");
    }

    boolean isPomOnly() {
        return !Files.isDirectory(ROOT.resolve(name).resolve("src").resolve("main"));
    }

    private Path target() {
        return ROOT.resolve(name).resolve("target");
    }

    /** Copies the module to where Maven looks for it in a local repository. */
    void copyTo(Path repository) {
        Path directory =
                repository.resolve(Path.of("io", "ironjournal")).resolve(name).resolve(VERSION);
        try {
            Files.createDirectories(directory);
            copy(pom(), directory.resolve(name + "-" + VERSION + ".pom"));
            if (!isPomOnly()) {
                copy(jar(), directory.resolve(name + "-" + VERSION + ".jar"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path file, Path copy) throws IOException {
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    }
}
