package io.ironjournal.samples.failover;

import java.util.Properties;

/**
 * The options of the sample, which are system properties.
 *
 * @param failovers how often the machine fails
 * @param seed selects the kinds of failures
 */
record Options(int failovers, long seed) {

    private static final String PREFIX = "failover.";
    private static final String FAILOVERS = PREFIX + "failovers";
    private static final String SEED = PREFIX + "seed";
    private static final int MAX_FAILOVERS = 10_000;

    /**
     * Reads the options. Without a seed, or with 0, each run has another one.
     *
     * @throws IllegalArgumentException when there is an unknown option or a wrong value
     */
    static Options of(Properties properties) {
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PREFIX) && !name.equals(FAILOVERS) && !name.equals(SEED)) {
                throw new IllegalArgumentException("-D" + name + " is not an option of this sample. The options are -D"
                        + FAILOVERS + " and -D" + SEED);
            }
        }
        long failovers = number(properties, FAILOVERS, 5, 1, MAX_FAILOVERS);
        long seed = number(properties, SEED, 0, 0, Long.MAX_VALUE);
        return new Options((int) failovers, seed == 0 ? System.nanoTime() % 1_000_000 : seed);
    }

    private static long number(Properties properties, String name, long other, long least, long most) {
        String value = properties.getProperty(name, Long.toString(other));
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The message below says what is allowed.
        }
        throw new IllegalArgumentException(
                "-D" + name + " must be a number from " + least + " to " + most + ", not '" + value + "'");
    }
}
