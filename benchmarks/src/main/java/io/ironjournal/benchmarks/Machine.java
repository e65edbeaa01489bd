package io.ironjournal.benchmarks;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** Where and with what it was measured. */
final class Machine {

    private Machine() {}

    static List<String> describe() throws IOException {
        FileStore disk = Files.getFileStore(Path.of("."));
        return List.of(
                "| | |",
                "|---|---|",
                "| report of | " + LocalDate.now(ZoneId.systemDefault()) + " |",
                "| processors | " + Runtime.getRuntime().availableProcessors() + " × "
                        + line("/proc/cpuinfo", "model name") + " |",
                "| memory | " + line("/proc/meminfo", "MemTotal") + "; heap of each JVM 256 MiB |",
                "| system | " + System.getProperty("os.name") + " " + System.getProperty("os.version")
                        + ", file system " + disk.type() + " |",
                "| Java | " + System.getProperty("java.vm.name") + " " + Runtime.version()
                        + "; where it was another one, it stands beside the table |",
                "| others | " + System.getProperty("benchmark.versions", "") + " |");
    }

    /** What stands behind the colon in the first line of a file that begins like this. */
    private static String line(String file, String beginning) throws IOException {
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            return "unknown";
        }
        return Files.readAllLines(path).stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
