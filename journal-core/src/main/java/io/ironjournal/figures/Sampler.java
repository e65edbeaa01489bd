package io.ironjournal.figures;

/** Measures one call of sixteen, the first one included, so that measuring costs little. */
public final class Sampler {

    private static final int EVERY = 16;

    private Sampler() {}

    /**
     * Returns the time by {@link System#nanoTime}; 0 when the call is not measured.
     *
     * @param call the number of calls before this one
     */
    public static long begin(int call) {
        return call % EVERY == 0 ? System.nanoTime() | 1 : 0;
    }

    /** Counts the time since {@link #begin}, if that chose the call. */
    public static void end(long begin, Buckets durations) {
        if (begin != 0) {
            durations.addShared(System.nanoTime() - begin);
        }
    }
}
