/**
 * Checkpoints of the sharded journal: the list of them, the file that keeps them, and giving up old ones. Imports {@code
 * flush} and what stands below it.
 */
@NullMarked
package io.ironjournal.checkpoint;

import org.jspecify.annotations.NullMarked;
