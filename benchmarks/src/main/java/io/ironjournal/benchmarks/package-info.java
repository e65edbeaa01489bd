/**
 * Measures contenders by workloads, side by side: {@link io.ironjournal.benchmarks.Benchmarks} starts a JVM for each {@link
 * io.ironjournal.benchmarks.Measurement}, round by round, and {@link io.ironjournal.benchmarks.Report} writes down what
 * came out.
 */
@NullMarked
package io.ironjournal.benchmarks;

import org.jspecify.annotations.NullMarked;
