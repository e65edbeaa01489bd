package io.ironjournal.files;

/**
 * How serious a {@link Finding} is.
 *
 * @since 0.1.0
 */
public enum Severity {
    /**
     * The next opening handles it. No acknowledged data is affected, except writes that the {@link io.ironjournal.SyncMode}
     * had not forced yet.
     */
    NOTE,
    /**
     * No entry is lost by it, but somebody should look at it. {@link FindingKind#LOSS} is an exception: an earlier opening
     * has lost data, and the journal works without it.
     */
    WARNING,
    /** Acknowledged data is damaged or missing, or the journal does not open. */
    DAMAGE
}
