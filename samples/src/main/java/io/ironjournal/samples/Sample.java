package io.ironjournal.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts a sample by its name. An invalid name or option ends the program before the sample starts. */
public final class Sample {

    private static final int USAGE_ERROR = 2;

    private static final Map<String, Program> SAMPLES = new TreeMap<>(Map.of(
            "Hello", Hello::main,
            "Import", Import::main,
            "Orders", Orders::main,
            "Outbox", Outbox::main,
            "Payments", Payments::main,
            "Ledger", Ledger::main,
            "Measure", Measure::main,
            "MeasureShards", MeasureShards::main));

    private interface Program {
        void run(String[] arguments) throws Exception;
    }

    private Sample() {}

    /**
     * Starts a sample. It exits with 2 when the sample does not exist or an option is invalid.
     *
     * @param args the name of the sample, then its arguments
     * @throws Exception when the sample fails
     */
    public static void main(String[] args) throws Exception {
        String name = args.length == 0 ? "" : args[0];
        List<String> mistakes = new ArrayList<>(SampleOptions.mistakes(SampleOptions.given()));
        Program sample = SAMPLES.get(name);
        if (sample == null) {
            mistakes.add(
                    0,
                    "There is no sample '" + name + "'. Use -Dsample= with one of "
                            + String.join(", ", SAMPLES.keySet()) + "; Failover with -pl samples/failover.");
        }
        if (sample == null || !mistakes.isEmpty()) {
            mistakes.forEach(System.err::println);
            System.exit(USAGE_ERROR);
            return;
        }
        if (SampleOptions.areFromMaven()) {
            // A terminated Maven does not end its child processes.
            ProcessHandle.current().parent().ifPresent(maven -> OwnJvm.endWith(maven.pid()));
        }
        sample.run(Arrays.copyOfRange(args, 1, args.length));
    }
}
