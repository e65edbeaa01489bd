/**
 * Checks of MicroProfile Health for the journals that {@code journal-cdi} injects. The container finds them.
 *
 * <p>The package may import the API of the journal, {@code io.ironjournal.cdi.spi}, CDI and MicroProfile Health.
 */
@NullMarked
package io.ironjournal.health;

import org.jspecify.annotations.NullMarked;
