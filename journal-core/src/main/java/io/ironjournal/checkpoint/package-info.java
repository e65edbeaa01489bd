/**
 * Checkpoints of the sharded journal: their list, their file, and their compaction. Imports {@code flush} and the
 * packages below it.
 */
@NullMarked
package io.ironjournal.checkpoint;

import org.jspecify.annotations.NullMarked;
