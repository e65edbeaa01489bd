package io.ironjournal.tools;

import io.ironjournal.files.JournalFiles;
import io.ironjournal.tools.report.ReportPage;
import io.ironjournal.tools.report.Survey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a page about the journal. */
@Command(
        name = "report",
        description =
                "Writes one HTML file: space by stream, entries over time, ages, lags, branches in doubt, findings.")
final class ReportCommand extends FilesCommand {

    @Option(
            names = "--html",
            required = true,
            paramLabel = "FILE",
            description = "The file. It replaces an earlier report, and no other file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path html;

    @Option(
            names = "--check",
            defaultValue = "files",
            description = "How to check the files: ${COMPLETION-CANDIDATES}. files is what verify does.")
    private Survey.Check check = Survey.Check.files;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeOption.class,
            description = "Where the chart of entries over time begins, such as 2026-03-01T08:00:00Z, 90m, 36h or 7d.")
    private @Nullable Instant since;

    @Override
    void run(JournalFiles files, Findings findings) {
        try {
            requirePlace();
            Progress progress = new Progress(err());
            Survey survey =
                    Survey.of(files, Clock.systemUTC().instant(), check, done -> progress.at("report: " + done));
            byte[] page = ReportPage.of(survey, since).getBytes(StandardCharsets.UTF_8);
            progress.end();
            Files.deleteIfExists(html);
            Files.write(html, page, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            findings.addAll(survey.findings());
            end(files, findings, page.length);
        } catch (IOException e) {
            throw new UncheckedIOException("The report " + html + " cannot be written: " + e, e);
        }
    }

    /** Refuses to replace anything but a report, and to write into the journal. */
    private void requirePlace() throws IOException {
        Path parent = html.toAbsolutePath().normalize().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw usage("The directory of " + html + " does not exist. Create it, or choose another file");
        }
        if (parent.toRealPath().startsWith(directory().toRealPath())) {
            throw usage("The report must not be in the journal's directory. Choose another place");
        }
        if (Files.exists(html) && !isReport()) {
            throw usage(html + " exists, and is not a report. Choose another file, or delete it");
        }
    }

    private boolean isReport() throws IOException {
        byte[] beginning = ReportPage.BEGINNING.getBytes(StandardCharsets.UTF_8);
        if (!Files.isRegularFile(html)) {
            return false;
        }
        try (var in = Files.newInputStream(html)) {
            return java.util.Arrays.equals(beginning, in.readNBytes(beginning.length));
        }
    }

    private void end(JournalFiles files, Findings findings, int bytes) {
        Map<String, Object> object = object(files);
        if (json()) {
            object.put("file", html);
            object.put("bytes", bytes);
        } else {
            out().println("Wrote " + html + ", " + bytes + " bytes");
        }
        finish(object, findings);
    }
}
