package io.ironjournal;

import io.ironjournal.transaction.BranchId;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Says what an error is about, as far as it is known: the stream, the entry's id, the file and the offset in it, the branch,
 * the checkpoint. Immutable. Applications read it by the accessors of {@link JournalException}. Only code that creates such
 * exceptions needs this class.
 *
 * @since 0.1.0
 */
public final class ErrorContext implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final long ABSENT = -1;

    /**
     * The empty context: nothing is known.
     *
     * @since 0.1.0
     */
    public static final ErrorContext NONE = new ErrorContext(null, ABSENT, null, ABSENT, null, null);

    private final @Nullable String stream;
    private final long id;
    private final @Nullable String file;
    private final long offset;
    private final @Nullable BranchId branch;
    private final byte @Nullable [] checkpoint;

    private ErrorContext(
            @Nullable String stream,
            long id,
            @Nullable String file,
            long offset,
            @Nullable BranchId branch,
            byte @Nullable [] checkpoint) {
        this.stream = stream;
        this.id = id;
        this.file = file;
        this.offset = offset;
        this.branch = branch;
        this.checkpoint = checkpoint;
    }

    /**
     * Returns a context with a stream.
     *
     * @param name the stream's name, as the application passed it; not null
     * @return a new context
     * @since 0.1.0
     */
    public static ErrorContext ofStream(String name) {
        return NONE.withStream(name);
    }

    /**
     * Returns a context with a file.
     *
     * @param path the file or directory, as messages show it; not null
     * @return a new context
     * @since 0.1.0
     */
    public static ErrorContext ofFile(String path) {
        return NONE.withFile(path);
    }

    /**
     * Returns a context with a branch.
     *
     * @param id the branch's id; not null
     * @return a new context
     * @since 0.1.0
     */
    public static ErrorContext ofBranch(BranchId id) {
        return NONE.withBranch(id);
    }

    /**
     * Returns a context with a checkpoint.
     *
     * @param id the checkpoint's id, which is copied; not null
     * @return a new context
     * @since 0.1.0
     */
    public static ErrorContext ofCheckpoint(byte[] id) {
        return NONE.withCheckpoint(id);
    }

    /**
     * Returns this context with another stream.
     *
     * @param name the stream's name, as the application passed it; not null
     * @return a new context
     * @since 0.1.0
     */
    public ErrorContext withStream(String name) {
        return new ErrorContext(Objects.requireNonNull(name, "name"), id, file, offset, branch, checkpoint);
    }

    /**
     * Returns this context with the id of an entry.
     *
     * @param entry the id of the first entry that the error is about, 0 or more
     * @return a new context
     * @throws IllegalArgumentException when the id is negative
     * @since 0.1.0
     */
    public ErrorContext withId(long entry) {
        return new ErrorContext(stream, requireNotNegative("id", entry), file, offset, branch, checkpoint);
    }

    /**
     * Returns this context with another file.
     *
     * @param path the file or directory, as messages show it; not null
     * @return a new context
     * @since 0.1.0
     */
    public ErrorContext withFile(String path) {
        return new ErrorContext(stream, id, Objects.requireNonNull(path, "path"), offset, branch, checkpoint);
    }

    /**
     * Returns this context with an offset in the file.
     *
     * @param bytes the offset from the beginning of the file, in bytes, 0 or more
     * @return a new context
     * @throws IllegalArgumentException when the offset is negative
     * @since 0.1.0
     */
    public ErrorContext withOffset(long bytes) {
        return new ErrorContext(stream, id, file, requireNotNegative("offset", bytes), branch, checkpoint);
    }

    /**
     * Returns this context with another branch.
     *
     * @param branchId the branch's id; not null
     * @return a new context
     * @since 0.1.0
     */
    public ErrorContext withBranch(BranchId branchId) {
        return new ErrorContext(stream, id, file, offset, Objects.requireNonNull(branchId, "branchId"), checkpoint);
    }

    /**
     * Returns this context with another checkpoint.
     *
     * @param checkpointId the checkpoint's id, which is copied; not null
     * @return a new context
     * @since 0.1.0
     */
    public ErrorContext withCheckpoint(byte[] checkpointId) {
        return new ErrorContext(stream, id, file, offset, branch, checkpointId.clone());
    }

    private static long requireNotNegative(String what, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(what + " must not be negative: " + value);
        }
        return value;
    }

    Optional<String> stream() {
        return Optional.ofNullable(stream);
    }

    OptionalLong id() {
        return optional(id);
    }

    Optional<Path> file() {
        return Optional.ofNullable(file).map(Path::of);
    }

    OptionalLong offset() {
        return optional(offset);
    }

    Optional<BranchId> branch() {
        return Optional.ofNullable(branch);
    }

    Optional<byte[]> checkpoint() {
        return Optional.ofNullable(checkpoint).map(byte[]::clone);
    }

    private static OptionalLong optional(long value) {
        return value == ABSENT ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
