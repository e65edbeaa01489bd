package io.ironjournal.benchmarks.workload;

/** Sizes in bytes as people write them. */
final class Sizes {

    private Sizes() {}

    static String name(int bytes) {
        return title(bytes).replace(" ", "").replace("i", "").toLowerCase(java.util.Locale.ROOT);
    }

    static String title(int bytes) {
        if (bytes >= 1 << 20) {
            return (bytes >> 20) + " MiB";
        }
        return bytes >= 1 << 10 ? (bytes >> 10) + " KiB" : bytes + " B";
    }
}
