/**
 * From a directory in whatever state to a journal that is ready: manifest, log, streams, branches, report. Imports every
 * package below the wiring. How the end of the log is found and trusted stands in
 * {@link io.ironjournal.log.LogRecovery}; how a stream's segments are cut, in {@link io.ironjournal.segment.SegmentStore}.
 */
@NullMarked
package io.ironjournal.recovery;

import org.jspecify.annotations.NullMarked;
