package io.ironjournal.narayana;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * What callers of {@code commit()} were told. Each line is written to the operating system at once, so it survives a kill.
 * Thread-safe.
 */
final class KilledOrderOutcomes implements AutoCloseable {

    private static final String COMMITTED = "committed ";
    private static final String ROLLED_BACK = "rolled back ";

    private final FileChannel file;

    private KilledOrderOutcomes(FileChannel file) {
        this.file = file;
    }

    /** The outcomes that earlier processes noted. */
    record Noted(Set<KilledOrder> committed, Set<KilledOrder> rolledBack) {}

    static KilledOrderOutcomes open(Path file) throws IOException {
        return new KilledOrderOutcomes(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    static Noted read(Path file) throws IOException {
        Noted noted = new Noted(new HashSet<>(), new HashSet<>());
        if (Files.exists(file)) {
            String text = Files.readString(file);
            // A kill may leave half a line.
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> note(noted, line));
        }
        return noted;
    }

    private static void note(Noted noted, String line) {
        if (line.startsWith(COMMITTED)) {
            noted.committed().add(KilledOrder.parse(line.substring(COMMITTED.length())));
        } else if (line.startsWith(ROLLED_BACK)) {
            noted.rolledBack().add(KilledOrder.parse(line.substring(ROLLED_BACK.length())));
        }
    }

    void committed(KilledOrder order) throws IOException {
        write(COMMITTED + order);
    }

    void rolledBack(KilledOrder order) throws IOException {
        write(ROLLED_BACK + order);
    }

    private synchronized void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
