/**
 * The sample {@code Failover}: a shop with a database and a journal on Apache BookKeeper goes on after its machine is
 * lost. It is a module of its own, because the other samples do not need BookKeeper.
 */
@NullMarked
package io.ironjournal.samples.failover;

import org.jspecify.annotations.NullMarked;
