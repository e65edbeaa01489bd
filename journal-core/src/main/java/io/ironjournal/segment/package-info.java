/**
 * The second tier: each stream's entries in frames, in segment files, in a directory of its own. One thread writes all
 * of them, many read, and neither blocks the other. Nothing here decides what is durable: the commit log can rebuild
 * whatever lies above its mark, and {@link io.ironjournal.segment.SegmentStore#recover} cuts what it will rebuild.
 * Imports {@code format}, {@code io} and the exceptions of the API.
 */
@NullMarked
package io.ironjournal.segment;

import org.jspecify.annotations.NullMarked;
