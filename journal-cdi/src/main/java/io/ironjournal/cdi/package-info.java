/**
 * Journals, writers and cursors as beans to be injected, their qualifiers, and their configuration.
 *
 * <p>It may import {@code io.ironjournal.jta}, {@code io.ironjournal.config}, the core's exported packages and the APIs {@code jakarta.enterprise},
 * {@code jakarta.inject} and {@code jakarta.transaction}, never a container or a transaction manager.
 */
@NullMarked
package io.ironjournal.cdi;

import org.jspecify.annotations.NullMarked;
