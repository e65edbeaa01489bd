/** What is done to a contender, and what is counted meanwhile. */
@NullMarked
package io.ironjournal.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
