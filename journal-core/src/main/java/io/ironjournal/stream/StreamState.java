package io.ironjournal.stream;

import io.ironjournal.segment.StreamSegments;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One stream of an open journal. */
final class StreamState {

    private final String name;
    private final Tail tail = new Tail();

    /** The second tier; null until something is flushed for the first time. */
    private volatile @Nullable StreamSegments segments;

    /** Where readers see the end. */
    private volatile long publishedNextId;

    /** Whether the flusher has this stream in its list. */
    private final AtomicBoolean dirty = new AtomicBoolean();

    /** What the next write gets; used by the committer only. */
    private long nextId;

    /** The LSN of the record that created the stream, 0 before; written by the committer only. */
    private volatile long incarnation;

    StreamState(String name, @Nullable StreamSegments segments) {
        this.name = name;
        this.segments = segments;
        if (segments != null) {
            nextId = segments.nextId();
            publishedNextId = nextId;
            incarnation = segments.incarnation();
        }
    }

    String name() {
        return name;
    }

    /** Gives ids to so many entries of a record and, if they are the first, the stream its incarnation. */
    long assign(int count, long lsn) {
        if (incarnation == 0) {
            incarnation = lsn;
        }
        long first = nextId;
        nextId += count;
        return first;
    }

    /** Shows committed entries to readers. */
    void publish(Chunk chunk) {
        tail.add(chunk);
        publishedNextId = chunk.endId();
        nextId = Math.max(nextId, chunk.endId());
    }

    boolean markDirty() {
        return dirty.compareAndSet(false, true);
    }

    void clearDirty() {
        dirty.set(false);
    }

    long incarnation() {
        return incarnation;
    }

    Tail tail() {
        return tail;
    }

    @Nullable
    StreamSegments segments() {
        return segments;
    }

    void segments(StreamSegments created) {
        segments = created;
    }

    long firstId() {
        StreamSegments flushed = segments;
        return flushed == null ? 0 : flushed.firstId();
    }

    long nextId() {
        return publishedNextId;
    }
}
