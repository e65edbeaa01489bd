/** Reads the state of a journal from its files, without opening it. Implements {@link io.ironjournal.files}. */
@NullMarked
package io.ironjournal.inspect;

import org.jspecify.annotations.NullMarked;
