/**
 * Journals in Quarkus: configuration, a start before the transaction manager's recovery, and health checks. The beans are
 * those of {@code io.ironjournal.cdi}.
 */
@NullMarked
package io.ironjournal.quarkus;

import org.jspecify.annotations.NullMarked;
