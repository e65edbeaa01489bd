package io.ironjournal.benchmarks.workload;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used so far.
 *
 * @param cpuNanos processor time of all threads of this process
 * @param writtenBytes what the device that holds a directory was given, by all processes; 0 where the system does not tell
 * @param writeCalls system calls of this process that write; 0 where the system does not tell
 */
record Usage(long cpuNanos, long writtenBytes, long writeCalls) {

    private static final Path IO = Path.of("/proc/self/io");

    private static final int SECTOR = 512;

    /** The position of the written sectors in the kernel's statistics of a block device. */
    private static final int SECTORS_WRITTEN = 6;

    static Usage now(Path directory) throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Usage(system.getProcessCpuTime(), written(directory), calls());
    }

    /**
     * The device is asked: {@code /proc/self/io} counts whole folios of the page cache, up to some MiB for each write of a
     * few bytes, and not what the file system writes by itself.
     */
    private static long written(Path directory) throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return 0;
        }
        long device = ((Number) Files.getAttribute(directory, "unix:dev")).longValue();
        long major = (device >> 8) & 0xfff;
        long minor = (device & 0xff) | ((device >> 12) & 0xfff00);
        Path statistics = Path.of("/sys/dev/block/" + major + ":" + minor + "/stat");
        if (!Files.isReadable(statistics)) {
            return 0;
        }
        String[] fields = Files.readString(statistics).strip().split(" +", -1);
        return Long.parseLong(fields[SECTORS_WRITTEN]) * SECTOR;
    }

    private static long calls() throws IOException {
        String beginning = "syscw: ";
        if (Files.isReadable(IO)) {
            for (String line : Files.readAllLines(IO)) {
                if (line.startsWith(beginning)) {
                    return Long.parseLong(line.substring(beginning.length()));
                }
            }
        }
        return 0;
    }

    Usage since(Usage before) {
        return new Usage(
                cpuNanos - before.cpuNanos, writtenBytes - before.writtenBytes, writeCalls - before.writeCalls);
    }
}
