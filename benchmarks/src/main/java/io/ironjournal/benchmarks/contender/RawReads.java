package io.ironjournal.benchmarks.contender;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The limit of reading: all entries have one size, so a multiplication gives the position in the file. */
final class RawReads implements Contender {

    private static final int ENTRY_SIZE = 128;

    private final FileChannel file;

    RawReads(Opening opening) throws IOException {
        Path path = opening.directory().resolve("entries");
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public Session session() {
        return new RawReadsSession(file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private record RawReadsSession(FileChannel file, ByteBuffer found) implements Session {

        RawReadsSession(FileChannel file) {
            this(file, ByteBuffer.allocateDirect(ENTRY_SIZE));
        }

        @Override
        public void append(int stream, byte[] entry) throws IOException {
            appendBatch(stream, List.of(entry));
        }

        @Override
        public void appendBatch(int stream, List<byte[]> entries) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(entries.size() * ENTRY_SIZE);
            entries.forEach(bytes::put);
            file.write(bytes.flip(), file.size());
        }

        @Override
        public byte[] get(long id) throws IOException {
            file.read(found.clear(), id * ENTRY_SIZE);
            byte[] entry = new byte[ENTRY_SIZE];
            found.flip().get(entry);
            return entry;
        }

        @Override
        public Views views() throws IOException {
            file.position(0);
            ByteBuffer block = ByteBuffer.allocate(512 * ENTRY_SIZE).limit(0);
            return () -> {
                if (!block.hasRemaining()) {
                    if (file.read(block.clear()) < 0) {
                        block.limit(0);
                        return Views.END;
                    }
                    block.flip();
                }
                int at = block.position();
                block.position(at + ENTRY_SIZE);
                return ENTRY_SIZE + block.getLong(at);
            };
        }

        @Override
        public Reader reader() throws IOException {
            file.position(0);
            ByteBuffer block = ByteBuffer.allocate(512 * ENTRY_SIZE).limit(0);
            return new Reader() {
                @Override
                public byte @Nullable [] next() throws IOException {
                    if (!block.hasRemaining()) {
                        if (file.read(block.clear()) < 0) {
                            block.limit(0);
                            return null;
                        }
                        block.flip();
                    }
                    int at = block.position();
                    block.position(at + ENTRY_SIZE);
                    return Arrays.copyOfRange(block.array(), at, at + ENTRY_SIZE);
                }
            };
        }
    }
}
