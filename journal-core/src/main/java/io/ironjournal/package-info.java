/**
 * The API of the journal: opening, writing, reading, options, reports and errors. Start with {@link
 * io.ironjournal.Journal}. Nothing returns or accepts null, unless it is marked {@code @Nullable}.
 */
@NullMarked
package io.ironjournal;

import org.jspecify.annotations.NullMarked;
