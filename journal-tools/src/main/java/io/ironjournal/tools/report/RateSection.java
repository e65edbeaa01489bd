package io.ironjournal.tools.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The entries over time, as bars, and the same figures as a table. */
final class RateSection {

    private static final int LINES = 4;

    private final Survey survey;
    private final Markup page;

    RateSection(Survey survey, Markup page) {
        this.survey = survey;
        this.page = page;
    }

    void write(@Nullable Instant since) {
        ReportPage.section(page, "rate", "Entries over time");
        AppendRate rate = survey.rate(since);
        Integer peak = rate == null ? null : rate.peak();
        if (rate == null || peak == null) {
            page.leaf("p", "There are no entries in this time.");
        } else {
            describe(rate, peak);
            chart(rate);
            table(rate);
        }
        page.close();
    }

    private void describe(AppendRate rate, int peak) {
        String step = Words.duration(rate.step());
        StringBuilder text = new StringBuilder("Each bar has the entries of " + step + ". Most were appended from "
                + Words.time(rate.time(peak)) + " on: " + Words.count(rate.entries(peak), "entry") + ", "
                + perSecond(rate.entries(peak), rate) + ". Entries that were truncated or deleted are not counted.");
        if (survey.byEntries.others() > 0) {
            text.append(" The chart is that of the ")
                    .append(Survey.SAMPLED)
                    .append(" streams with the most entries: ")
                    .append(Words.number(survey.sampledEntries()))
                    .append(" of ")
                    .append(Words.number(survey.entries))
                    .append(" entries.");
        }
        if (rate.before() > 0) {
            text.append(' ').append(Words.count(rate.before(), "entry")).append(" were appended before.");
        }
        if (rate.after() > 0) {
            text.append(' ').append(Words.count(rate.after(), "entry")).append(" have a time in the future.");
        }
        page.leaf("p", text.toString());
    }

    private static String perSecond(long entries, AppendRate rate) {
        double each = (double) entries / rate.step().toSeconds();
        return (each >= 10 ? Words.number(Math.round(each)) : String.format(java.util.Locale.ROOT, "%.3g", each))
                + " a second";
    }

    /** Returns the top of the scale: 1, 2 or 5 with zeros, and at least a value. */
    static long scale(long value) {
        for (long power = 1; ; power *= 10) {
            for (long factor : new long[] {1, 2, 4, 5, 8}) {
                if (factor * power >= value || power > Long.MAX_VALUE / 100) {
                    return factor * power;
                }
            }
        }
    }

    private void chart(AppendRate rate) {
        long top = Math.max(LINES, scale(rate.max()));
        page.open(
                "svg",
                "class",
                "rate",
                "width",
                "100%",
                "height",
                "240",
                "role",
                "img",
                "aria-labelledby",
                "rate-title");
        page.leaf("title", "Bars of the entries over time. The table below has the figures.", "id", "rate-title");
        page.open("svg", "y", "16", "width", "100%", "height", "200", "overflow", "visible");
        for (int i = 0; i <= LINES; i++) {
            String y = Words.percent(1 - (double) i / LINES);
            page.empty("line", "class", "grid", "x1", "0", "x2", "100%", "y1", y, "y2", y);
        }
        bars(rate, top);
        for (int i = 1; i <= LINES; i++) {
            String y = Words.percent(1 - (double) i / LINES);
            page.leaf("text", Words.number(top / LINES * i), "class", "axis", "x", "2", "y", y, "dy", "-3");
        }
        page.close();
        times(rate);
        page.close();
    }

    private void bars(AppendRate rate, long top) {
        double width = 1.0 / rate.steps();
        for (int i = 0; i < rate.steps(); i++) {
            if (rate.entries(i) > 0) {
                double height = Math.max(0.005, (double) rate.entries(i) / top);
                page.open(
                        "rect",
                        "class",
                        "fill",
                        "x",
                        Words.percent((i + 0.1) * width),
                        "width",
                        Words.percent(0.8 * width),
                        "y",
                        Words.percent(1 - height),
                        "height",
                        Words.percent(height));
                page.leaf("title", Words.time(rate.time(i)) + ": " + Words.count(rate.entries(i), "entry"));
                page.close();
            }
        }
    }

    private void times(AppendRate rate) {
        String[] anchors = {"start", "middle", "middle", "middle", "end"};
        for (int i = 0; i <= LINES; i++) {
            Instant time = rate.time(0)
                    .plus(rate.step().multipliedBy(rate.steps()).multipliedBy(i).dividedBy(LINES));
            page.leaf(
                    "text",
                    Words.time(time, rate.step()),
                    "class",
                    i == 0 || i == LINES ? "axis" : "axis wide",
                    "x",
                    Words.percent((double) i / LINES),
                    "y",
                    "233",
                    "text-anchor",
                    anchors[i]);
        }
    }

    private void table(AppendRate rate) {
        page.open("details").leaf("summary", "The figures of the chart");
        DataTable table = new DataTable(page, "From", "Entries", "A second");
        for (int i = 0; i < rate.steps(); i++) {
            if (rate.entries(i) > 0) {
                table.row(Words.time(rate.time(i)), Words.number(rate.entries(i)), perSecond(rate.entries(i), rate));
            }
        }
        table.end();
        page.close();
    }
}
