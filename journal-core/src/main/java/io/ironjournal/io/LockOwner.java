package io.ironjournal.io;

import io.ironjournal.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes the process that holds a lock. Most processes in containers have the id 1, so the description also contains
 * the host and the start time.
 *
 * @param lines process id, host, time of the start; the last two may be missing
 */
record LockOwner(List<String> lines) {

    /** Limit in bytes. Further bytes of a lock file are not read. */
    static final int MAX_SIZE = 512;

    private static final int MAX_HOST = 256;
    private static final Path HOST_OF_LINUX = Path.of("/proc/sys/kernel/hostname");

    static LockOwner current() {
        ProcessHandle process = ProcessHandle.current();
        String started = process.info().startInstant().map(LockOwner::text).orElse("");
        return new LockOwner(List.of(Long.toString(process.pid()), host(), started));
    }

    /** Does not use {@link Instant#toString}, whose formatter takes 15 ms to initialize. */
    private static String text(Instant time) {
        return LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC) + "Z";
    }

    /** Finds the host name without a name service, which might take seconds. */
    private static String host() {
        String host;
        try {
            host = Files.readString(HOST_OF_LINUX).strip();
        } catch (IOException e) {
            host = environment("HOSTNAME", environment("COMPUTERNAME", ""));
        }
        return host.substring(0, Math.min(host.length(), MAX_HOST));
    }

    /** Returns whether the owner was a process of this host. */
    boolean isOfThisHost() {
        return line(1).equals(Printable.name(host()));
    }

    private static String environment(String variable, String otherwise) {
        @Nullable String value = System.getenv(variable);
        return value == null ? otherwise : value;
    }

    static LockOwner decode(byte[] bytes, int length) {
        return new LockOwner(new String(bytes, 0, Math.max(0, length), StandardCharsets.UTF_8)
                .lines()
                .limit(3)
                .toList());
    }

    byte[] encode() {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        String pid = line(0);
        return "process " + (pid.isEmpty() ? "(unknown)" : pid)
                + (line(1).isEmpty() ? "" : " on host " + line(1))
                + (line(2).isEmpty() ? "" : ", started at " + line(2));
    }

    private String line(int index) {
        return index < lines.size() ? Printable.name(lines.get(index).strip()) : "";
    }
}
