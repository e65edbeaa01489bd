package io.ironjournal.benchmarks.contender;

import java.nio.file.Path;

/**
 * How a contender is opened.
 *
 * @param directory where its files are
 * @param threads how many threads will append
 * @param forced whether each append is durable when it returns
 */
public record Opening(Path directory, int threads, boolean forced) {}
