package io.ironjournal.benchmarks.contender;

import java.util.List;
import java.util.Objects;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/**
 * Chronicle Queue. It forces nothing by itself, so {@code sync} is called after each append, which forces the mapped file.
 * Threads do not share these forces.
 *
 * <p>A session opens an appender before it reads at random. A tailer alone keeps only one block mapped, and maps another
 * one for each read that leaves it. An appender keeps the last block mapped.
 */
final class ChronicleQueues implements Contender {

    /** So that few mapped blocks hold all entries. The default is 64 MiB. */
    private static final long LARGE_BLOCK = 1 << 30;

    /** The documentation's example of an index that is denser than the default, which has every 256th entry. */
    private static final int DENSE_INDEX = 16;

    private final ChronicleQueue queue;
    private final boolean forced;

    private ChronicleQueues(Opening opening, SingleChronicleQueueBuilder builder) {
        forced = opening.forced();
        queue = builder.path(opening.directory())
                .syncMode(forced ? SyncMode.SYNC : SyncMode.NONE)
                .build();
    }

    static ChronicleQueues byDefault(Opening opening) {
        return new ChronicleQueues(opening, SingleChronicleQueueBuilder.single());
    }

    /** With the two settings that make random reads faster. */
    static ChronicleQueues forRandomReads(Opening opening) {
        return new ChronicleQueues(
                opening,
                SingleChronicleQueueBuilder.single().blockSize(LARGE_BLOCK).indexSpacing(DENSE_INDEX));
    }

    @Override
    public Session session() {
        return new ChronicleSession(queue, forced);
    }

    @Override
    public void close() {
        queue.close();
    }

    private static final class ChronicleSession implements Session {

        private final ChronicleQueue queue;
        private final boolean forced;
        private final Bytes<?> bytes = Bytes.allocateElasticOnHeap();
        private @Nullable ExcerptAppender appender;
        private @Nullable ExcerptTailer tailer;
        private long base;

        ChronicleSession(ChronicleQueue queue, boolean forced) {
            this.queue = queue;
            this.forced = forced;
        }

        @Override
        public void append(int stream, byte[] entry) {
            write(entry);
            if (forced) {
                appender().sync();
            }
        }

        /** Used without forces only, because the queue has no atomic batches. */
        @Override
        public void appendBatch(int stream, List<byte[]> entries) {
            if (forced) {
                throw new UnsupportedOperationException();
            }
            entries.forEach(this::write);
        }

        private void write(byte[] entry) {
            bytes.clear();
            bytes.write(entry);
            appender().writeBytes(bytes);
        }

        private ExcerptAppender appender() {
            ExcerptAppender open = appender;
            if (open == null) {
                open = queue.createAppender();
                appender = open;
            }
            return open;
        }

        @Override
        public byte[] get(long id) {
            ExcerptTailer open = tailer;
            if (open == null) {
                // See the class: without it, most reads would map a block.
                appender();
                open = queue.createTailer();
                tailer = open;
                base = queue.firstIndex();
            }
            if (!open.moveToIndex(base + id)) {
                throw new IllegalStateException("No entry " + id);
            }
            return Objects.requireNonNull(next(open));
        }

        private static byte @Nullable [] next(ExcerptTailer from) {
            try (DocumentContext document = from.readingDocument()) {
                if (!document.isPresent()) {
                    return null;
                }
                Bytes<?> found = document.wire().bytes();
                byte[] entry = new byte[(int) found.readRemaining()];
                found.read(entry);
                return entry;
            }
        }

        @Override
        public Reader reader() {
            ExcerptTailer from = queue.createTailer();
            return new Reader() {
                @Override
                public byte @Nullable [] next() {
                    return ChronicleSession.next(from);
                }

                @Override
                public void close() {
                    from.close();
                }
            };
        }

        @Override
        public Views views() {
            ExcerptTailer from = queue.createTailer();
            return new Views() {
                @Override
                public long next() {
                    try (DocumentContext document = from.readingDocument()) {
                        if (!document.isPresent()) {
                            return END;
                        }
                        Bytes<?> found = document.wire().bytes();
                        return found.readRemaining() + found.readLong();
                    }
                }

                @Override
                public void close() {
                    from.close();
                }
            };
        }

        /** The queue has no method that waits, so a reader polls. */
        @Override
        public Reader follow() {
            return reader();
        }

        @Override
        public void close() {
            if (appender != null) {
                appender.close();
            }
            if (tailer != null) {
                tailer.close();
            }
        }
    }
}
