/**
 * The steps that an append or a read is made of, each by itself, by JMH:
 *
 * <pre>
 *   mvn -q -Pbenchmarks -pl benchmarks -am process-classes -Dmicro=all
 * </pre>
 */
@NullMarked
package io.ironjournal.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
