/**
 * Checks of MicroProfile Health for the journals that {@code journal-cdi} injects. The container finds them.
 */
@NullMarked
package io.ironjournal.health;

import org.jspecify.annotations.NullMarked;
