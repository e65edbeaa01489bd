/**
 * The port to the outside: files, directories, forces and the directory's lock, as few operations as the engine needs.
 * {@link io.ironjournal.io.DiskStorage} is the real one; the tests bring a simulated one that loses what was not
 * forced. Everything above knows only the interfaces. Imports nothing of the journal but its
 * exceptions and {@code text}.
 */
@NullMarked
package io.ironjournal.io;

import org.jspecify.annotations.NullMarked;
