package io.ironjournal.tools.report;

/** Items of a list, each with a horizontal bar. The text has all that the bar shows. */
final class Bars {

    private Bars() {}

    /**
     * Adds an item.
     *
     * @param share the length of the bar, from 0 to 1
     */
    static void item(Markup page, String name, String value, double share) {
        page.open("li");
        page.leaf("span", name, "class", "name").leaf("span", value, "class", "value");
        page.open("svg", "class", "bar", "width", "100%", "height", "10", "aria-hidden", "true");
        page.empty("rect", "class", "track", "width", "100%", "height", "10", "rx", "2");
        if (share > 0) {
            page.empty(
                    "rect", "class", "fill", "width", Words.percent(Math.max(0.004, share)), "height", "10", "rx", "2");
        }
        page.close().close();
    }
}
