/**
 * The steps of an append and of a read, each measured alone by JMH:
 *
 * <pre>
 *   mvn -q -Pbenchmarks -pl benchmarks -am process-classes -Dmicro=all
 * </pre>
 */
@NullMarked
package io.ironjournal.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
