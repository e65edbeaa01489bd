package io.ironjournal.tools.report;

/** A table. On a narrow screen, each row becomes a block with the column's title before each value. */
final class DataTable {

    /** Longer values have line breaks. */
    private static final int LONG = 40;

    private final Markup page;
    private final String[] columns;

    DataTable(Markup page, String... columns) {
        this.page = page;
        this.columns = columns;
        page.open("table").open("thead").open("tr");
        for (String column : columns) {
            page.leaf("th", column, "scope", "col");
        }
        page.close().close().open("tbody");
    }

    void row(String... cells) {
        page.open("tr");
        for (int i = 0; i < cells.length; i++) {
            if (i == 0) {
                page.leaf("th", cells[i], "scope", "row");
            } else {
                String kind = cells[i].length() > LONG ? "text" : "figure";
                page.leaf("td", cells[i], "data-title", columns[i], "class", kind);
            }
        }
        page.close();
    }

    void end() {
        page.close().close();
    }
}
