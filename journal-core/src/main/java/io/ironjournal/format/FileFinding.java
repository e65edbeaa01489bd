package io.ironjournal.format;

import io.ironjournal.JournalException;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A finding with the place that it is about. Immutable. */
public final class FileFinding implements Finding {

    private static final long ABSENT = -1;

    private final FindingKind kind;
    private final String message;
    private final @Nullable String file;
    private final long offset;
    private final @Nullable String stream;
    private final long firstId;
    private final long endId;

    private FileFinding(
            FindingKind kind,
            String message,
            @Nullable String file,
            long offset,
            @Nullable String stream,
            long firstId,
            long endId) {
        this.kind = kind;
        this.message = message;
        this.file = file;
        this.offset = offset;
        this.stream = stream;
        this.firstId = firstId;
        this.endId = endId;
    }

    /** Creates a finding without a place. */
    public static FileFinding of(FindingKind kind, String message) {
        return new FileFinding(kind, message, null, ABSENT, null, ABSENT, ABSENT);
    }

    /** Creates a finding with the message and the place of an error. */
    public static FileFinding of(FindingKind kind, JournalException error) {
        return new FileFinding(
                kind,
                String.valueOf(error.getMessage()),
                error.file().map(Object::toString).orElse(null),
                error.offset().orElse(ABSENT),
                error.stream().orElse(null),
                error.id().orElse(ABSENT),
                ABSENT);
    }

    /** Returns this finding with a file. */
    public FileFinding in(String path) {
        return new FileFinding(kind, message, path, offset, stream, firstId, endId);
    }

    /** Returns this finding with a place in its file. */
    public FileFinding at(long bytes) {
        return new FileFinding(kind, message, file, bytes, stream, firstId, endId);
    }

    /** Returns this finding with a stream. */
    public FileFinding of(String name) {
        return new FileFinding(kind, message, file, offset, name, firstId, endId);
    }

    /** Returns this finding with the ids that cannot be read. */
    public FileFinding withIds(long first, long end) {
        return new FileFinding(kind, message, file, offset, stream, first, end);
    }

    @Override
    public FindingKind kind() {
        return kind;
    }

    @Override
    public String message() {
        return message;
    }

    @Override
    public Optional<String> file() {
        return Optional.ofNullable(file);
    }

    @Override
    public OptionalLong offset() {
        return optional(offset);
    }

    @Override
    public Optional<String> stream() {
        return Optional.ofNullable(stream);
    }

    @Override
    public OptionalLong firstId() {
        return optional(firstId);
    }

    @Override
    public OptionalLong endId() {
        return optional(endId < 0 && firstId >= 0 ? firstId + 1 : endId);
    }

    private static OptionalLong optional(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileFinding finding && finding.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "Finding[" + kind + (file == null ? "" : ", " + file) + (offset < 0 ? "" : " @" + offset)
                + (firstId < 0 ? "" : ", ids " + firstId + " to " + (endId().orElse(firstId + 1) - 1)) + ": " + message
                + "]";
    }
}
