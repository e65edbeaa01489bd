package io.ironjournal.flush;

import io.ironjournal.ArchiveException;
import io.ironjournal.DiskFullException;
import io.ironjournal.ErrorContext;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalIOException;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.log.Committer;
import io.ironjournal.log.DiskLimit;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.memtable.Streams;
import io.ironjournal.segment.ReturningSegments;
import io.ironjournal.segment.StreamSegments;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Puts archived segments back before the first id of their stream. Nothing is truncated or deleted meanwhile:
 *
 * <pre>
 *   a round: the mark passes all truncations, so no opening replays them
 *   verify the segments in the archive, copy them into the stream's directory, force their content
 *   a round: the names are forced, then the catalogue with the lower first id, then a mark
 * </pre>
 *
 * The catalogue decides which segments count. So after a crash the stream has all of them, or none.
 */
public final class StreamRestoration {

    /** Keeps entries of a stream from rules of retention. */
    public interface Hold {

        /** Returns whether all entries from an id on are kept already. */
        boolean keeps(long id);

        /** Keeps all entries from an id on. */
        void keep(long id);
    }

    private final Streams streams;
    private final StreamRemoval removal;
    private final Flusher flusher;
    private final Committer committer;
    private final Pins pins;
    private final ReturningSegments archive;
    private final @Nullable DiskLimit limit;

    /**
     * Creates an object that puts nothing back yet.
     *
     * @param limit the limit of the journal's space, or null
     */
    public StreamRestoration(
            Streams streams,
            StreamRemoval removal,
            Flusher flusher,
            Committer committer,
            Pins pins,
            ReturningSegments archive,
            @Nullable DiskLimit limit) {
        this.streams = streams;
        this.removal = removal;
        this.flusher = flusher;
        this.committer = committer;
        this.pins = pins;
        this.archive = archive;
        this.limit = limit;
    }

    /**
     * Puts segments back. If an earlier call put them back without keeping them, keeps them.
     *
     * @param fromId the id of the oldest entry that is wanted
     * @param hold keeps the entries, before anything can be removed again
     * @return the first id of the stream
     */
    public long restore(String stream, long fromId, Hold hold) {
        return removal.whileNothingIsRemoved(() -> {
            StreamState state = removal.required(stream);
            try {
                return restore(state, fromId, hold);
            } catch (NoSpaceException e) {
                throw new DiskFullException(message(stream, e), ErrorContext.ofStream(stream), e);
            } catch (IOException e) {
                throw new JournalIOException(message(stream, e), ErrorContext.ofStream(stream), e);
            } finally {
                // Keeps the state reachable. Otherwise the stream could be opened with another one.
                Reference.reachabilityFence(state);
            }
        });
    }

    private static String message(String stream, Exception e) {
        return "Archived segments of stream '" + Printable.name(stream) + "' could not be put back: " + e.getMessage();
    }

    private long restore(StreamState state, long fromId, Hold hold) throws IOException {
        if (fromId >= state.firstId()) {
            keepWhatWasPutBack(state, fromId, hold);
            return state.firstId();
        }
        pins.whenFree(flusher, () -> passTruncations(state));
        StreamSegments segments = state.segments();
        long[] older = segments == null || state.ended() ? new long[0] : archive.find(segments, fromId);
        if (segments == null || older.length == 0) {
            // An earlier call may have put back all that the archive has.
            keepWhatWasPutBack(state, state.firstId(), hold);
            return state.firstId();
        }
        requireSpace(state, archive.bytes(segments, older));
        archive.copy(segments, older);
        if (!pins.whenFree(flusher, () -> putBack(state, segments, older))) {
            archive.discard(segments, older);
            return state.firstId();
        }
        keep(state, older[0], hold);
        return older[0];
    }

    /** An earlier call may have put the entries back, and then failed or crashed before it kept them. */
    private void keepWhatWasPutBack(StreamState state, long fromId, Hold hold) throws IOException {
        StreamSegments segments = state.segments();
        if (segments == null || state.ended()) {
            return;
        }
        long segment = segments.truncationPoint(fromId);
        if (archive.has(segments, segment) && !hold.keeps(segment)) {
            keep(state, segment, hold);
        }
    }

    private static void keep(StreamState state, long firstId, Hold hold) {
        try {
            hold.keep(firstId);
        } catch (DiskFullException e) {
            throw new DiskFullException(
                    "Archived segments of stream '" + Printable.name(state.name()) + "' were put back from entry "
                            + firstId
                            + " on, but there is no space for the cursor that keeps them from rules of retention: "
                            + e.getMessage() + ". Free space, and repeat the call, which sets the cursor",
                    ErrorContext.ofStream(state.name()),
                    e);
        }
    }

    private void requireSpace(StreamState state, long bytes) {
        DiskLimit most = limit;
        if (most != null && most.used() + bytes > most.limit()) {
            throw new DiskFullException(
                    "Archived segments of stream '" + Printable.name(state.name()) + "' have " + bytes
                            + " bytes, and the journal uses " + most.used() + " of " + most.limit()
                            + " bytes (option maxDiskSpace). Put fewer entries back, or raise the limit",
                    ErrorContext.ofStream(state.name()),
                    null);
        }
    }

    /** Moves the mark behind all truncations. Otherwise the next opening would replay them, and remove the segments again. */
    private boolean passTruncations(StreamState state) {
        roundWithMark(state);
        return true;
    }

    private boolean putBack(StreamState state, StreamSegments segments, long[] older) {
        if (state.ended() || streams.cached(state.name()) != state) {
            return false;
        }
        long before = segments.firstId();
        streams.keepInMemory(state);
        segments.putBack(older);
        try {
            roundWithMark(state);
        } catch (DiskFullException | ArchiveException e) {
            withdraw(state, segments, before);
            throw e;
        }
        return true;
    }

    /**
     * Gives up. The round may have written the lower first id to the catalogue, so a crash now may still leave the stream
     * with all of the segments. The next round lists the stream without them.
     */
    private void withdraw(StreamState state, StreamSegments segments, long firstIdToKeep) {
        streams.keepInMemory(state);
        try {
            segments.withdraw(firstIdToKeep);
        } catch (IOException e) {
            throw failed(state, e);
        }
    }

    /** Forces everything, and writes a mark behind all records so far. */
    private void roundWithMark(StreamState state) {
        long end = committer.durable();
        for (int i = 0; i < 2 && flusher.lowWaterMark() < end; i++) {
            round(state);
        }
        if (flusher.lowWaterMark() < end) {
            throw new ArchiveException(
                    "The mark of the commit log cannot pass the truncations of stream '" + Printable.name(state.name())
                            + "', because there is no space to keep a branch in doubt, or a decision of a transaction manager, behind"
                            + " it. Nothing was put back. Free space, or let recovery decide, and try again",
                    ErrorContext.ofStream(state.name()),
                    null);
        }
    }

    private void round(StreamState state) {
        try {
            committer.requireWorking();
            flusher.lastRound();
        } catch (NoSpaceException | DiskFullException e) {
            throw new DiskFullException(
                    message(state.name(), e) + ". Nothing was put back", ErrorContext.ofStream(state.name()), e);
        } catch (IOException e) {
            throw failed(state, e);
        }
    }

    private JournalFailedException failed(StreamState state, IOException e) {
        committer.fail(e);
        return new JournalFailedException(
                message(state.name(), e) + ". Close the journal and open it again",
                ErrorContext.ofStream(state.name()),
                true,
                e);
    }
}
