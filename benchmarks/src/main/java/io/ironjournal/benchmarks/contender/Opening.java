package io.ironjournal.benchmarks.contender;

import java.nio.file.Path;

/**
 * How a contender is opened.
 *
 * @param directory where its files are
 * @param threads how many threads will append
 * @param forced whether each append is durable when it returns
 * @param mapped whether files are read through memory maps, by a contender that has the choice
 */
public record Opening(Path directory, int threads, boolean forced, boolean mapped) {

    /** Describes a contender that reads as it does by default. */
    public Opening(Path directory, int threads, boolean forced) {
        this(directory, threads, forced, false);
    }
}
