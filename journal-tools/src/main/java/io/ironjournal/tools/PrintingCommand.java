package io.ironjournal.tools;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that prints a table or JSON, and then its findings. */
@Command(mixinStandardHelpOptions = true)
abstract class PrintingCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** Returns the name of the command, with that of the command above it. */
    final String name() {
        return spec.qualifiedName(" ").replace("ironjournal ", "");
    }

    /** Makes the error of a wrong command line. */
    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    final boolean json() {
        return json;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Ends the output of a command with its findings. */
    final void finish(Map<String, Object> object, Findings findings) {
        if (json) {
            object.put("findings", findings.json());
            out().println(Json.of(object));
        } else {
            findings.print(out());
        }
    }
}
