package io.ironjournal.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the micro-benchmarks and tells what they allocate. */
public final class Micro {

    private Micro() {}

    /**
     * Runs the benchmarks.
     *
     * @param args a regular expression that the names of benchmarks match, or {@code all}
     * @throws RunnerException when one fails
     * @throws IOException when what was found cannot be written
     */
    public static void main(String[] args) throws RunnerException, IOException {
        Path out = Path.of(System.getProperty("benchmark.out", "."));
        Files.createDirectories(out);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(Micro.class.getPackageName() + ".*" + (args[0].equals("all") ? "" : args[0]))
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(Integer.getInteger("benchmark.forks", 2))
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgs("-Xmx256m")
                .addProfiler(GCProfiler.class)
                .resultFormat(ResultFormatType.CSV)
                .result(out.resolve("micro.csv").toString());
        new Runner(options.build()).run();
    }
}
