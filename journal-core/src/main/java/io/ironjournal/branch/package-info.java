/**
 * Branches of distributed transactions: their buffers, their records in the log, and the list of those in doubt. Imports
 * {@code stream}, {@code log} and what stands below them.
 */
@NullMarked
package io.ironjournal.branch;

import org.jspecify.annotations.NullMarked;
