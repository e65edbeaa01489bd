package io.ironjournal.ra;

import io.ironjournal.Journal;
import io.ironjournal.config.JournalSettings;
import io.ironjournal.jta.JournalXADataSource;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads all classes of the archive, without initializing them. The adapter does this when it starts, because it cannot load
 * a class later if the archive is gone: Open Liberty deletes it before it stops the adapter, and {@code stop} needs classes
 * that nothing else needs. The journal would then stay open until the server ends.
 */
final class ArchiveClasses {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.ra");
    private static final String SUFFIX = ".class";

    /** One class of each jar. Those of libraries are named, because this module must not use them. */
    private static final List<String> ONE_OF_EACH_JAR = List.of(
            Journal.class.getName(),
            JournalXADataSource.class.getName(),
            JournalSettings.class.getName(),
            JournalResourceAdapter.class.getName(),
            "com.github.benmanes.caffeine.cache.Caffeine",
            "net.jpountz.lz4.LZ4Factory");

    private final ClassLoader loader;

    private ArchiveClasses(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Loads the classes of all jars that are files or directories. In WildFly they are neither, and the archive stays until
     * the adapter has stopped.
     */
    static void load() {
        ArchiveClasses classes = new ArchiveClasses(ArchiveClasses.class.getClassLoader());
        ONE_OF_EACH_JAR.forEach(classes::loadJarOf);
    }

    private void loadJarOf(String name) {
        Class<?> type = load(name);
        CodeSource source = type == null ? null : type.getProtectionDomain().getCodeSource();
        if (source == null || !source.getLocation().getProtocol().equals("file")) {
            return;
        }
        try {
            loadJar(Path.of(URI.create(source.getLocation().toString())));
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.DEBUG, "Cannot load the classes of " + source.getLocation() + " in advance", e);
        }
    }

    private void loadJar(Path jar) throws IOException {
        if (Files.isDirectory(jar)) {
            loadTree(jar);
        } else {
            try (FileSystem content = FileSystems.newFileSystem(jar)) {
                loadTree(content.getPath("/"));
            }
        }
    }

    private void loadTree(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(SUFFIX) && !file.startsWith("META-INF") && !file.contains("-"))
                    .forEach(file -> load(file.substring(0, file.length() - SUFFIX.length())
                            .replace('/', '.')
                            .replace('\\', '.')));
        }
    }

    /** Returns null if the class cannot be loaded, because it needs a library that is not there and that is not used. */
    private @Nullable Class<?> load(String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError unusable) {
            return null;
        }
    }
}
