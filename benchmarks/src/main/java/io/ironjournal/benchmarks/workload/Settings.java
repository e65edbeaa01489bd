package io.ironjournal.benchmarks.workload;

/**
 * The length of measurements, and the amount of data.
 *
 * @param warmup seconds before
 * @param seconds seconds of a measurement
 * @param bandwidthSeconds seconds of one that is bound by bandwidth, so that what a store puts off is paid for
 * @param scale factor for the numbers of entries that are prepared
 * @param virtual whether virtual threads work
 */
public record Settings(double warmup, double seconds, double bandwidthSeconds, double scale, boolean virtual) {

    /** From the system properties that begin with {@code benchmark.} */
    public static Settings ofSystem() {
        return new Settings(
                number("warmup", 3), number("seconds", 3), number("bandwidth-seconds", 30), number("scale", 1), false);
    }

    private static double number(String name, double otherwise) {
        String told = System.getProperty("benchmark." + name, "");
        return told.isBlank() ? otherwise : Double.parseDouble(told);
    }

    /** Without warming up. */
    Settings unwarmed() {
        return new Settings(0, seconds, bandwidthSeconds, scale, virtual);
    }

    /** Returns settings with a longer warm-up, for workloads with more code to compile. */
    Settings warmedTwice() {
        return new Settings(2 * warmup, seconds, bandwidthSeconds, scale, virtual);
    }

    /** Returns these settings with virtual threads or with platform threads. */
    Settings threads(boolean areVirtual) {
        return new Settings(warmup, seconds, bandwidthSeconds, scale, areVirtual);
    }

    long scaled(long entries) {
        return Math.max(1_000, (long) (entries * scale));
    }
}
