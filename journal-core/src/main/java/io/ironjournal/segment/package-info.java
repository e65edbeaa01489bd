/**
 * The segments: each stream's entries in frames, in segment files, in a directory of its own. One thread writes all of
 * them, many threads read, and neither blocks the other. This package does not decide what is durable. The commit log
 * can rebuild everything above its mark, and {@link io.ironjournal.segment.SegmentStore#recover} truncates what the log
 * rebuilds. Imports {@code format}, {@code io} and the exceptions of the API.
 */
@NullMarked
package io.ironjournal.segment;

import org.jspecify.annotations.NullMarked;
