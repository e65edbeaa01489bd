package io.ironjournal.benchmarks.contender;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A preallocated file of zeros. At its end, writing continues at its beginning. Each write is forced by the same system call. With a second tier, bytes are overwritten only after the tier has forced them. */
final class RawFile implements Closeable {

    static final int SIZE = 256 << 20;

    private final FileChannel file;
    private final @Nullable RawTier tier;
    private long written;

    RawFile(Path directory, @Nullable RawTier tier) throws IOException {
        this.tier = tier;
        Path path = directory.resolve("raw");
        try (FileChannel filled = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
            for (int at = 0; at < SIZE; at += zeros.capacity()) {
                filled.write(zeros.clear());
            }
            filled.force(true);
        }
        file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
    }

    void write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        if (tier != null) {
            tier.awaitForced(written + length - SIZE);
        }
        long at = written % SIZE;
        if (at + length > SIZE) {
            written += SIZE - at;
            at = 0;
        }
        file.write(bytes, at);
        written += length;
        if (tier != null) {
            tier.add(bytes.flip(), written);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
        if (tier != null) {
            tier.close();
        }
    }
}
