package io.ironjournal.tools;

import io.ironjournal.BackupReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Prints what a backup has. */
final class BackupOutput {

    private BackupOutput() {}

    /**
     * Prints a report.
     *
     * @param done what was done, without the figures
     * @param directory the directory of the backup
     */
    static void print(CommandSpec spec, boolean json, String done, Path directory, BackupReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("command", spec.qualifiedName(" ").replace("ironjournal ", ""));
            object.put("backup", directory);
            object.put("journal", report.journalId());
            object.put("asOf", report.lsn());
            object.put("taken", report.taken());
            object.put("files", report.files());
            object.put("bytes", report.bytes());
            object.put("linkedFiles", report.linkedFiles());
            out.println(Json.of(object));
        } else {
            out.println(done + ": " + report.files() + " files, " + report.bytes() + " bytes, journal "
                    + report.journalId() + " as of LSN " + report.lsn() + ", taken at " + report.taken());
        }
        out.flush();
    }
}
