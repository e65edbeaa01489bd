/**
 * The port to files, directories, forces and the lock of the directory, with as few operations as the engine needs.
 * {@link io.ironjournal.io.DiskStorage} implements it on a disk; the tests have a simulated storage that loses unforced
 * bytes. Other packages know only the interfaces. Of the journal, this package imports only exceptions and {@code
 * text}.
 */
@NullMarked
package io.ironjournal.io;

import org.jspecify.annotations.NullMarked;
