package io.ironjournal.benchmarks.workload;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The page cache of the system. Java cannot drop it for one file, but root can drop it for all files. */
final class PageCache {

    private static final Path DROP = Path.of("/proc/sys/vm/drop_caches");
    private static final String PAGES = "1";

    private PageCache() {}

    /** Returns why it cannot be dropped here, if so. */
    static Optional<String> obstacle() {
        return Files.isWritable(DROP)
                ? Optional.empty()
                : Optional.of("the page cache can be dropped on Linux only, and by root only (" + DROP + ")");
    }

    /** Drops it for all files. Forces the files of a directory first, because dirty pages stay. */
    static void drop(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (FileChannel open = FileChannel.open(file)) {
                    open.force(true);
                }
            }
        }
        Files.write(DROP, List.of(PAGES));
    }
}
