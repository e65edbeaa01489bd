package io.ironjournal.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Runs a program repeatedly and kills it at random moments. */
final class Killer {

    private final RandomGenerator random = RandomGenerator.getDefault();
    private final String working;

    /** Kills programs that print a line with this beginning when they start to work. */
    Killer(String working) {
        this.working = working;
    }

    /**
     * Runs a program and kills it while it works, or at any moment after its start.
     *
     * @return whether the program ran until it was killed
     */
    boolean run(Class<?> program, boolean atAnyMoment) throws IOException, InterruptedException {
        Process process = OwnJvm.of(program)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (atAnyMoment) {
            killAfter(process, random.nextInt(200, 4_000), "after its start");
        }
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Orders.say(line);
                if (line.startsWith(working) && !atAnyMoment) {
                    killAfter(process, random.nextInt(50, 1_500), "later");
                }
            }
        }
        return OwnJvm.isKilled(process.waitFor());
    }

    private static void killAfter(Process process, int millis, String since) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(() -> {
            Orders.say(String.format(Locale.ROOT, "  Killed %.2f s %s.", millis / 1000.0, since));
            process.destroyForcibly();
        });
    }
}
