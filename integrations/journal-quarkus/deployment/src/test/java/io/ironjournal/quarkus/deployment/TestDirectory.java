package io.ironjournal.quarkus.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory of a test under {@code target}, empty at first. It exists before Quarkus is configured. A test class is loaded
 * twice, by JUnit and by Quarkus, so a system property remembers the directory.
 */
final class TestDirectory {

    private final Path root;

    TestDirectory(String test) {
        root = Path.of(System.getProperties()
                .computeIfAbsent("test-directory." + test, key -> create(test))
                .toString());
    }

    private static String create(String test) {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), test)
                    .toAbsolutePath()
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return root;
    }

    String of(String child) {
        return root.resolve(child).toString();
    }
}
