package io.ironjournal;

import java.util.Optional;

/**
 * What a journal has done since it was opened. A snapshot; the figures need not be of one instant.
 *
 * @param durableLsn position in the commit log below which everything is forced, in bytes since the journal was created
 * @param records records written to the commit log
 * @param forces forces of the commit log; {@code records / forces} is the average group
 * @param logBytes bytes of the commit log that recovery would still need
 * @param tailBytes memory held by entries that are not yet in segments and by streams that are not yet forced, in bytes;
 *     compressed entries count with their compressed size
 * @param inDoubt branches that are prepared and undecided
 * @param failure what stopped the journal; empty while it works
 */
public record JournalStats(
        long durableLsn,
        long records,
        long forces,
        long logBytes,
        long tailBytes,
        int inDoubt,
        Optional<Throwable> failure) {}
