/**
 * Recovers a journal from its directory: manifest, log, streams, branches, report. Imports every package except the
 * wiring. {@link io.ironjournal.log.LogRecovery} finds the log end, and {@link io.ironjournal.segment.SegmentStore}
 * truncates the segments of streams.
 */
@NullMarked
package io.ironjournal.recovery;

import org.jspecify.annotations.NullMarked;
