/**
 * CDI beans for journals, writers and cursors, their qualifiers, and their configuration. Applications start with
 * {@link io.ironjournal.cdi.JournalStream}. Nothing returns or accepts null, unless it is marked {@code @Nullable}.
 *
 * <p>The package may import {@code io.ironjournal.jta}, {@code io.ironjournal.config}, the exported packages of the
 * core and the APIs {@code jakarta.enterprise}, {@code jakarta.inject} and {@code jakarta.transaction}. It never
 * imports a container or a transaction manager.
 */
@NullMarked
package io.ironjournal.cdi;

import org.jspecify.annotations.NullMarked;
