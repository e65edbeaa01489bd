/**
 * CDI beans for journals, writers and cursors, their qualifiers, and their configuration. Applications start with
 * {@link io.ironjournal.cdi.JournalStream}. Nothing returns or accepts null, unless it is marked {@code @Nullable}.
 */
@NullMarked
package io.ironjournal.cdi;

import org.jspecify.annotations.NullMarked;
