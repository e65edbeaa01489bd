package io.ironjournal.tools;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/** Shows on a terminal how far a long command is, from its third second on. */
final class Progress {

    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long EACH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final PrintWriter err;
    private final boolean shown;
    private long next = System.nanoTime() + FIRST_NANOS;
    private boolean printed;

    Progress(PrintWriter err) {
        this.err = err;
        this.shown = Ansi.AUTO.enabled();
    }

    /** Shows a line in place of the one before. */
    void at(String line) {
        if (shown && System.nanoTime() - next >= 0) {
            next = System.nanoTime() + EACH_NANOS;
            printed = true;
            err.print("\r" + line + "\033[K");
            err.flush();
        }
    }

    /** Removes the line. */
    void end() {
        if (printed) {
            err.print("\r\033[K");
            err.flush();
        }
    }
}
