package io.ironjournal.tools.report;

import io.ironjournal.files.StreamInfo;
import io.ironjournal.text.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The space of the journal by stream: a treemap, and a table with the same figures. */
final class StreamSection {

    private static final double ASPECT = 2.2;
    private static final double SMALLEST = 0.0005;

    /** The width of the chart on a wide and on a narrow screen, in pixels, of a letter, and of the space around a text. */
    private static final int WIDE = 1080;

    private static final int NARROW = 372;
    private static final int LETTER = 8;
    private static final int SPACE = 14;

    /** A text that is longer than this is cut off at the border of its tile. */
    private static final int LETTERS = 11;

    private static final double TEXT_HEIGHT = 0.1;

    /** A table with more rows is folded. */
    private static final int SHORT_TABLE = 10;

    private final Survey survey;
    private final Markup page;

    StreamSection(Survey survey, Markup page) {
        this.survey = survey;
        this.page = page;
    }

    private record Area(String name, long bytes, String kind, String detail) {}

    void write() {
        ReportPage.section(page, "space", "Space by stream");
        List<Area> areas = areas();
        if (areas.isEmpty()) {
            page.leaf("p", "There are no files.");
        } else {
            legend();
            treemap(areas);
        }
        if (survey.byBytes.count() > 0) {
            table();
        }
        page.close();
    }

    private List<Area> areas() {
        List<Area> areas = new ArrayList<>();
        long log = survey.files.log().bytes();
        long rest = survey.bytes;
        double total = (double) log + survey.bytes;
        for (StreamInfo stream : survey.byBytes.items()) {
            if (stream.diskBytes() > total * SMALLEST) {
                rest -= stream.diskBytes();
                areas.add(new Area(
                        Printable.name(stream.name()),
                        stream.diskBytes(),
                        kind(stream.lastAppend()),
                        Words.count(Survey.entries(stream), "entry") + ", last append "
                                + Words.time(stream.lastAppend(), "never")));
            }
        }
        if (rest > 0) {
            areas.add(new Area("other streams", rest, "other", "streams with less space"));
        }
        if (log > 0) {
            areas.add(new Area("commit log", log, "log", "files of a fixed size, which are used again"));
        }
        areas.sort((a, b) -> Long.compare(b.bytes(), a.bytes()));
        return areas;
    }

    private String kind(Optional<Instant> lastAppend) {
        long days = lastAppend
                .map(time -> Duration.between(time, survey.now).toDays())
                .orElse(Long.MAX_VALUE);
        return days < 1 ? "day" : days < 30 ? "month" : "older";
    }

    private void legend() {
        page.open("ul", "class", "legend");
        String[][] kinds = {
            {"day", "appended to within a day"},
            {"month", "within 30 days"},
            {"older", "before that"},
            {"other", "other streams"},
            {"log", "commit log"}
        };
        for (String[] kind : kinds) {
            page.open("li");
            page.open("svg", "width", "12", "height", "12", "aria-hidden", "true");
            page.empty("rect", "class", "tile " + kind[0], "width", "12", "height", "12");
            page.close().text(" " + kind[1]).close();
        }
        page.close();
    }

    private void treemap(List<Area> areas) {
        List<Treemap.Tile> tiles = Treemap.of(areas.stream().map(Area::bytes).toList(), ASPECT);
        page.open("svg", "class", "treemap", "width", "100%", "role", "img", "aria-labelledby", "space-title");
        page.leaf(
                "title",
                "Treemap of the space of " + Words.count(areas.size(), "tile") + ". The table below has the figures.",
                "id",
                "space-title");
        for (int i = 0; i < areas.size(); i++) {
            tile(areas.get(i), tiles.get(i));
        }
        page.close();
    }

    private void tile(Area area, Treemap.Tile tile) {
        page.open(
                "svg",
                "x",
                Words.percent(tile.x()),
                "y",
                Words.percent(tile.y()),
                "width",
                Words.percent(tile.width()),
                "height",
                Words.percent(tile.height()));
        page.leaf("title", area.name() + ": " + Words.bytes(area.bytes()) + ", " + area.detail());
        page.empty("rect", "class", "tile " + area.kind(), "width", "100%", "height", "100%");
        double needed = SPACE + LETTER * Math.min(LETTERS, Math.max(area.name().length(), 6));
        if (tile.width() * WIDE >= needed && tile.height() >= TEXT_HEIGHT) {
            String wide = tile.width() * NARROW >= needed ? "" : " wide";
            page.leaf("text", area.name(), "x", "7", "y", "20", "class", "label" + wide);
            page.leaf("text", Words.bytes(area.bytes()), "x", "7", "y", "37", "class", "size" + wide);
        }
        page.close();
    }

    private void table() {
        int rows = survey.byBytes.items().size();
        String[] shown = rows <= SHORT_TABLE ? new String[] {"open", "open"} : new String[0];
        page.open("details", shown).leaf("summary", "The figures of " + Words.count(rows, "stream"));
        DataTable table =
                new DataTable(page, "Stream", "Bytes", "Segments", "Entries", "Ids", "Oldest entry", "Last append");
        for (StreamInfo stream : survey.byBytes.items()) {
            table.row(
                    Printable.name(stream.name()),
                    Words.bytes(stream.diskBytes()),
                    Words.number(stream.segments()),
                    Words.number(Survey.entries(stream)),
                    stream.firstId() < stream.nextId()
                            ? stream.firstId() + " to " + (stream.nextId() - 1)
                            : "next " + stream.nextId(),
                    Words.time(survey.oldest(stream), "none"),
                    Words.time(stream.lastAppend(), "never"));
        }
        table.end();
        if (survey.byBytes.others() > 0) {
            page.leaf(
                    "p",
                    "The table has the largest streams. " + Words.count(survey.byBytes.others(), "other")
                            + " are not listed. The command ls lists all.");
        }
        page.close();
    }
}
