package io.ironjournal.tools.report;

import io.ironjournal.files.Finding;
import io.ironjournal.files.LogInfo;
import io.ironjournal.files.Severity;
import io.ironjournal.text.Printable;
import io.ironjournal.transaction.InDoubtBranch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page: one file without scripts, which loads nothing. It is HTML, and well-formed XML. */
public final class ReportPage {

    /** How each report begins. */
    public static final String BEGINNING = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="generator" content="ironjournal report"/>
            """;

    /** Keeps a browser from loading or running anything, even if a name got past the escapes. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:;" + " base-uri 'none'; form-action 'none'";

    private final Survey survey;
    private final @Nullable Instant since;
    private final Markup page = new Markup();

    private ReportPage(Survey survey, @Nullable Instant since) {
        this.survey = survey;
        this.since = since;
    }

    /**
     * Returns the page.
     *
     * @param since where the chart of appends begins; null for the first entry
     */
    public static String of(Survey survey, @Nullable Instant since) {
        return new ReportPage(survey, since).write();
    }

    private String write() {
        page.raw(BEGINNING);
        page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.empty("link", "rel", "icon", "href", "data:,");
        page.leaf("title", "Journal report: " + survey.files.directory());
        page.raw("<style>\n" + style() + "</style>\n</head>\n<body>\n<main>\n");
        head();
        overview();
        findings();
        new StreamSection(survey, page).write();
        new RateSection(survey, page).write(since);
        ages();
        cursors();
        inDoubt();
        limits();
        return page.raw("</main>\n</body>\n</html>\n").toString();
    }

    private static String style() {
        try (InputStream style = ReportPage.class.getResourceAsStream("report.css")) {
            if (style == null) {
                throw new IllegalStateException("The file report.css is missing in the jar of the command");
            }
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The file report.css cannot be read: " + e, e);
        }
    }

    private void head() {
        page.open("header");
        page.leaf("h1", "Journal report");
        page.leaf("p", survey.files.directory(), "class", "path");
        page.leaf("p", "Made at " + Words.time(survey.now) + ", as of LSN " + survey.files.asOf() + ".");
        boolean fine = survey.serious == 0;
        page.leaf(
                "p",
                fine
                        ? "No findings. " + checked()
                        : Words.count(survey.serious, "finding")
                                + ": something is damaged, missing or to be looked at. " + checked(),
                "class",
                fine ? "verdict fine" : "verdict bad");
        page.close();
    }

    private String checked() {
        return switch (survey.check) {
            case none -> "The files of streams were not checked.";
            case files -> "Headers and indexes were checked, but not the checksums of entries.";
            case deep -> "All checksums were checked.";
        };
    }

    /** Opens a section. */
    static void section(Markup page, String id, String title) {
        page.open("section", "aria-labelledby", id).leaf("h2", title, "id", id);
    }

    private void fact(String name, String value) {
        page.open("div").leaf("dt", name).leaf("dd", value).close();
    }

    private void overview() {
        section(page, "overview", "Overview");
        page.open("dl", "class", "facts");
        LogInfo log = survey.files.log();
        String owner = survey.files.lock().owner();
        fact("Journal", survey.files.journalId().map(Object::toString).orElse("unknown"));
        fact("Shards", survey.files.shards() == 0 ? "none" : Words.number(survey.files.shards()));
        fact("Lock", survey.files.lock().state() + (owner.isEmpty() ? "" : ", " + owner));
        fact("Streams", Words.number(survey.byBytes.count()));
        fact("Entries", Words.number(survey.entries));
        fact("Segments", Words.bytes(survey.bytes) + " in " + Words.count(survey.segments, "file"));
        fact(
                "Commit log",
                Words.bytes(log.bytes()) + " in " + Words.count(log.files().size(), "file"));
        fact("LSN needed", log.lowWaterMark() + " to " + log.end());
        fact("Cursors", Words.number(survey.cursors.count()));
        fact("Producers", Words.number(survey.files.producers().size()));
        fact("Checkpoints", Words.number(survey.files.checkpoints().size()));
        fact("Branches in doubt", Words.number(survey.inDoubt.size()));
        fact("Losses not accepted", Words.number(survey.files.losses().size()));
        page.close();
        page.leaf("p", "The next opening " + (survey.files.nextOpening().succeeds() ? "succeeds." : "is refused."));
        list(survey.files.nextOpening().steps());
        if (!survey.files.losses().isEmpty()) {
            page.leaf("p", "Losses that nobody has accepted:");
            list(survey.files.losses());
        }
        page.close();
    }

    private void list(List<String> lines) {
        page.open("ul");
        lines.forEach(line -> page.leaf("li", line));
        page.close();
    }

    private void findings() {
        section(page, "findings", "Findings");
        if (survey.findings.count() == 0) {
            page.leaf("p", "None.");
        }
        page.open("ul", "class", "findings");
        for (Finding finding : survey.findings()) {
            boolean note = finding.kind().severity() == Severity.NOTE;
            page.open("li");
            page.leaf("strong", finding.kind().severity().toString(), "class", note ? "note" : "bad");
            page.text(" " + finding.message()).leaf("span", " " + finding.kind().advice(), "class", "advice");
            page.close();
        }
        page.close();
        if (survey.findings.others() > 0) {
            page.leaf(
                    "p",
                    "There are " + Words.number(survey.findings.others())
                            + " more findings. Run the command verify to see all.");
        }
        page.close();
    }

    private void ages() {
        section(page, "ages", "Age of segments");
        page.leaf("p", "The age of a segment is the age of its last entry. Retention by age removes whole segments.");
        long max = survey.ages.ages().stream()
                .mapToLong(SegmentAges.Age::bytes)
                .max()
                .orElse(0);
        page.open("ul", "class", "bars");
        for (SegmentAges.Age age : survey.ages.ages()) {
            Bars.item(
                    page,
                    age.title(),
                    Words.bytes(age.bytes()) + " in " + Words.count(age.segments(), "segment"),
                    max == 0 ? 0 : (double) age.bytes() / max);
        }
        page.close().close();
    }

    private void cursors() {
        section(page, "cursors", "Lag of cursors");
        if (survey.cursors.count() == 0) {
            page.leaf("p", "There are no cursors.");
        }
        long max = survey.cursors.items().stream()
                .mapToLong(cursor -> cursor.lag())
                .max()
                .orElse(0);
        page.open("ul", "class", "bars");
        for (var cursor : survey.cursors.items()) {
            Bars.item(
                    page,
                    Printable.name(cursor.name()) + " of stream " + Printable.name(cursor.stream()),
                    Words.count(cursor.lag(), "entry") + " behind, at " + cursor.position() + ", moved "
                            + Words.time(cursor.movedAt()),
                    max <= 0 ? 0 : (double) Math.max(0, cursor.lag()) / max);
        }
        page.close();
        others(survey.cursors.others(), "cursor", "a smaller lag");
        page.close();
    }

    private void others(long count, String noun, String with) {
        if (count > 0) {
            page.leaf("p", Words.count(count, noun) + " with " + with + " not listed.");
        }
    }

    private void inDoubt() {
        section(page, "in-doubt", "Branches in doubt");
        if (survey.inDoubt.isEmpty()) {
            page.leaf("p", "There are none.");
        } else {
            page.leaf("p", "They are prepared, and wait for the decision of their transaction manager. Oldest first.");
            DataTable table = new DataTable(page, "Branch", "Age", "Prepared", "Entries", "Bytes", "Streams");
            for (InDoubtBranch branch : survey.inDoubt.subList(0, Math.min(Survey.LISTED, survey.inDoubt.size()))) {
                table.row(
                        branch.id().toString(),
                        Words.duration(Duration.between(branch.preparedAt(), survey.now)),
                        Words.time(branch.preparedAt()),
                        Words.number(branch.entries()),
                        Words.number(branch.bytes()),
                        branch.streams().stream().map(Printable::name).collect(Collectors.joining(" ")));
            }
            table.end();
            others(survey.inDoubt.size() - Survey.LISTED, "branch in doubt", "a younger age");
        }
        page.close();
    }

    private void limits() {
        section(page, "limits", "How this page was made");
        page.leaf(
                "p",
                "The command ironjournal report read the files without a lock, and changed none. The page has names of streams,"
                        + " cursors and branches, and no bytes of entries. It runs no script, and loads nothing. All times are in UTC."
                        + " At most " + Survey.LISTED + " streams, cursors and branches are listed, and at most "
                        + Survey.FINDINGS
                        + " findings. The chart of appends is made of a search by time, not of all entries.");
        page.close();
    }
}
