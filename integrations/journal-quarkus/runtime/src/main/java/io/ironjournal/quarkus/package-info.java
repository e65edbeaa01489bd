/**
 * Journals in Quarkus: their configuration, their start before the recovery of the transaction manager, and health
 * checks. The beans are those of {@code io.ironjournal.cdi}. Nothing returns or accepts null, unless it is marked
 * {@code @Nullable}.
 */
@NullMarked
package io.ironjournal.quarkus;

import org.jspecify.annotations.NullMarked;
