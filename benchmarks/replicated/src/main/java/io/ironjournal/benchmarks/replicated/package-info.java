/** Compares the journal on BookKeeper with bare programs that do the same with BookKeeper's client. */
@NullMarked
package io.ironjournal.benchmarks.replicated;

import org.jspecify.annotations.NullMarked;
