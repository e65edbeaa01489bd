/**
 * The seam of the journal to Narayana: it finds the transaction manager, enlists the journal's resource so that
 * Narayana's own store ends empty, and registers the journal with Narayana's recovery. The ServiceLoader finds it. What
 * applications name is {@link io.ironjournal.narayana.NarayanaSetup}, and only where no server sets Narayana up.
 *
 * <p>It may import {@code io.ironjournal.jta}, the core's exported packages, Narayana and JBoss's transaction SPI, and
 * is the only package of the library that may name a transaction manager.
 */
@NullMarked
package io.ironjournal.narayana;

import org.jspecify.annotations.NullMarked;
