/**
 * The API of the journal: opening, writing, reading, options, reports and errors. Start with {@link
 * io.ironjournal.Journal}. Nothing returns or accepts null, unless it is marked {@code @Nullable}.
 *
 * <p>The package imports {@link io.ironjournal.transaction} and nothing internal. As an exception, the static {@code
 * open} methods of {@link io.ironjournal.Journal} call {@code io.ironjournal.internal}.
 */
@NullMarked
package io.ironjournal;

import org.jspecify.annotations.NullMarked;
