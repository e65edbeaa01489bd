package io.ironjournal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How {@link JournalBackup#backup(Path, BackupOptions)} takes a backup. Immutable; each {@code with} method returns other
 * options.
 *
 * @since 0.1.0
 */
public final class BackupOptions {

    private static final BackupOptions FULL = new BackupOptions(null, false, Duration.ofMinutes(1));

    private final @Nullable Path base;
    private final boolean linkingSegments;
    private final Duration pinLimit;

    private BackupOptions(@Nullable Path base, boolean linkingSegments, Duration pinLimit) {
        this.base = base;
        this.linkingSegments = linkingSegments;
        this.pinLimit = pinLimit;
    }

    /**
     * Returns the options of a full backup: every file is copied.
     *
     * @return the default options
     * @since 0.1.0
     */
    public static BackupOptions full() {
        return FULL;
    }

    /**
     * Returns the options of an incremental backup: files that did not change since an earlier backup are not read from the
     * journal again. The new backup has a hard link to the file of the earlier one, or a copy where the file system has no
     * hard links. So each backup is complete by itself, and earlier ones can be deleted.
     *
     * @param backup the directory of an earlier backup of the same journal
     * @return the options
     * @since 0.1.0
     */
    public static BackupOptions incremental(Path backup) {
        return new BackupOptions(Objects.requireNonNull(backup, "backup"), false, FULL.pinLimit);
    }

    /**
     * Sets whether segments that do not change any more are hard-linked from the journal into the backup, where that is
     * possible. This takes no space. Each linked segment is read once, for its hash. The backup then shares the disk blocks with the journal, so it does not
     * protect against a broken disk, and damage to a file damages both. Use it to copy the backup elsewhere afterwards. Off
     * by default.
     *
     * @param linking whether to link
     * @return the options
     * @since 0.1.0
     */
    public BackupOptions withLinkedSegments(boolean linking) {
        return new BackupOptions(base, linking, pinLimit);
    }

    /**
     * Sets how long the last part of a backup may take. During that part {@link JournalRetention} waits, and the commit log
     * keeps what the backup needs. If the time is over, both go on, and the backup fails. One minute by default.
     *
     * @param limit more than zero
     * @return the options
     * @throws IllegalArgumentException when the limit is zero or negative
     * @since 0.1.0
     */
    public BackupOptions withPinLimit(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("pinLimit must be more than zero: " + limit);
        }
        return new BackupOptions(base, linkingSegments, limit);
    }

    /**
     * Returns the earlier backup.
     *
     * @return its directory; empty for a full backup
     * @since 0.1.0
     */
    public Optional<Path> base() {
        return Optional.ofNullable(base);
    }

    /**
     * Returns whether segments of the journal are hard-linked.
     *
     * @return whether they are
     * @since 0.1.0
     */
    public boolean linksSegments() {
        return linkingSegments;
    }

    /**
     * Returns how long the last part of a backup may take.
     *
     * @return the limit
     * @since 0.1.0
     */
    public Duration pinLimit() {
        return pinLimit;
    }

    @Override
    public String toString() {
        return "BackupOptions[base=" + base + ", linksSegments=" + linkingSegments + ", pinLimit=" + pinLimit + "]";
    }
}
