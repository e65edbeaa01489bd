package io.ironjournal.inspect;

import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.format.FileFinding;
import io.ironjournal.segment.SegmentInspection;
import io.ironjournal.text.Printable;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides where the entries of a stream are, by the rules of recovery: the log has the entries from its first id on, the
 * segments must have those below it, and the catalogue proves which segments must be there.
 */
final class StreamPlanner {

    private final SegmentInspection segments;
    private final LogContents contents;

    StreamPlanner(SegmentInspection segments, LogContents contents) {
        this.segments = segments;
        this.contents = contents;
    }

    /**
     * Plans a stream.
     *
     * @param findings receives a finding for each part that must be there and is not
     * @return null if there is no stream of this name
     */
    @Nullable
    StreamPlan plan(String name, Consumer<Finding> findings) throws IOException {
        LoggedStream logged = contents.stream(name);
        CatalogueEntry listed = segments.listed(name);
        if (listed != null && contents.isDeleted(name, listed.generation())) {
            listed = null;
        }
        long[] found = segments.segments(name);
        if (logged != null) {
            return logged(logged, listed, found, findings);
        }
        return listed == null ? unknown(name, found, findings) : idle(listed, found, findings);
    }

    private StreamPlan logged(
            LoggedStream logged, @Nullable CatalogueEntry listed, long[] found, Consumer<Finding> findings) {
        boolean same = listed != null && listed.generation() == logged.generation();
        long truncated = contents.truncatedTo(logged.name(), logged.generation());
        long fromId = Math.max(logged.firstId(), truncated);
        long first;
        if (same && listed != null) {
            first = Math.min(fromId, Math.max(truncated, listed.firstId()));
        } else if (truncated > 0) {
            first = truncated;
        } else {
            // Without an entry in the catalogue, nothing proves where the stream begins.
            boolean none = found.length == 0 || found[0] > fromId;
            first = none ? 0 : Math.min(found[0], fromId);
        }
        long[] counting = range(found, first, fromId);
        boolean lossy = same && listed != null && listed.lossy();
        requireFirst(logged.name(), counting, first, fromId, lossy, findings);
        return new StreamPlan(
                logged.name(),
                logged.generation(),
                first,
                fromId,
                Math.max(fromId, logged.nextId()),
                segments.stream(logged.name(), logged.generation(), counting, first, fromId, false),
                logged,
                lossy);
    }

    private StreamPlan idle(CatalogueEntry listed, long[] found, Consumer<Finding> findings) throws IOException {
        long truncated = contents.truncatedTo(listed.stream(), listed.generation());
        long first = Math.max(truncated, listed.firstId());
        long[] counting = range(found, first, Long.MAX_VALUE);
        requireFirst(listed.stream(), counting, first, listed.nextId(), listed.lossy(), findings);
        if (counting.length > 0) {
            requireGeneration(listed, findings);
        }
        return new StreamPlan(
                listed.stream(),
                listed.generation(),
                first,
                listed.nextId(),
                listed.nextId(),
                segments.stream(
                        listed.stream(), listed.generation(), counting, first, listed.nextId(), !listed.lossy()),
                null,
                listed.lossy());
    }

    private @Nullable StreamPlan unknown(String name, long[] found, Consumer<Finding> findings) throws IOException {
        if (found.length == 0) {
            return null;
        }
        long generation = segments.generation(name);
        if (contents.isDeleted(name, generation)) {
            return null;
        }
        if (!segments.isIncomplete()) {
            findings.accept(FileFinding.of(
                            FindingKind.STREAM_UNKNOWN,
                            named(name) + " has segments in " + segments.directory(name)
                                    + ", but the journal does not know it: the directory is a copy from elsewhere, or the"
                                    + " stream was deleted")
                    .in(segments.directory(name))
                    .of(name));
        }
        long end = segments.endId(name, generation, found[found.length - 1]);
        return new StreamPlan(
                name,
                generation,
                found[0],
                end,
                end,
                segments.stream(name, generation, found, found[0], end, true),
                null,
                false);
    }

    private void requireFirst(
            String name, long[] counting, long first, long end, boolean lossy, Consumer<Finding> findings) {
        if (first >= end || lossy || (counting.length > 0 && counting[0] == first)) {
            return;
        }
        if (counting.length == 0) {
            findings.accept(FileFinding.of(
                            FindingKind.STREAM_INCOMPLETE,
                            named(name) + " is missing: " + segments.directory(name)
                                    + " has no segment with its entries " + first + " to " + (end - 1))
                    .in(segments.directory(name))
                    .of(name)
                    .withIds(first, end));
        } else {
            findings.accept(FileFinding.of(
                            FindingKind.SEGMENT_MISSING,
                            named(name) + " lacks its first segment, " + segments.path(name, first)
                                    + ", with the entries " + first + " to " + (counting[0] - 1))
                    .in(segments.path(name, first))
                    .of(name)
                    .withIds(first, counting[0]));
        }
    }

    private void requireGeneration(CatalogueEntry listed, Consumer<Finding> findings) throws IOException {
        long generation = segments.generation(listed.stream());
        if (generation != 0 && generation != listed.generation()) {
            findings.accept(FileFinding.of(
                            FindingKind.STREAM_NEWER,
                            named(listed.stream()) + " in " + segments.directory(listed.stream())
                                    + " is a copy of another generation of the stream: it was created at LSN "
                                    + generation + ", and the journal's stream at LSN " + listed.generation())
                    .in(segments.directory(listed.stream()))
                    .of(listed.stream()));
        }
    }

    private static long[] range(long[] found, long from, long to) {
        return Arrays.stream(found).filter(id -> id >= from && id < to).toArray();
    }

    private static String named(String stream) {
        return "Stream '" + Printable.name(stream) + "'";
    }
}
