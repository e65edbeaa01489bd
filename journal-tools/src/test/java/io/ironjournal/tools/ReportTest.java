package io.ironjournal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.tools.Sample.Run;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page that {@code report} writes is well-formed, complete and harmless. */
class ReportTest {

    private static final String EVIL = "<script>alert('x')</script>";
    private static final String EVIL_ATTRIBUTE = "\" onload=\"alert(1)\u202e";

    @TempDir
    Path directory;

    private Path journal;
    private Path html;

    @BeforeEach
    void write() {
        journal = directory.resolve("journal");
        html = directory.resolve("report.html");
        try (Journal opened = Sample.write(journal)) {
            for (String name : List.of(EVIL, EVIL_ATTRIBUTE)) {
                for (int i = 0; i < 50; i++) {
                    opened.append(name, new byte[900]);
                }
                opened.resetCursor(name, name, 1);
            }
        }
    }

    /** Runs the command, and parses the page as XML. */
    private Document report(int code, Object... more) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("report", journal, "--html", html));
        arguments.addAll(List.of(more));
        Run run = Sample.run(arguments.toArray());
        assertEquals(code, run.code(), run.toString());
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(html, StandardCharsets.UTF_8))));
    }

    private static List<Element> elements(Document page, String tag) {
        List<Element> found = new ArrayList<>();
        NodeList all = page.getElementsByTagName(tag);
        for (int i = 0; i < all.getLength(); i++) {
            found.add((Element) all.item(i));
        }
        return found;
    }

    private static String text(Document page) {
        return page.getDocumentElement().getTextContent();
    }

    @Test
    void healthyJournal_hasAllChartsAndFigures() throws Exception {
        Map<String, byte[]> before = Sample.content(journal);
        Document page = report(ExitCodes.FINE);
        Sample.assertSame(before, journal);
        List<String> titles =
                elements(page, "h2").stream().map(Element::getTextContent).toList();
        assertEquals(
                List.of(
                        "Overview",
                        "Findings",
                        "Space by stream",
                        "Entries over time",
                        "Age of segments",
                        "Lag of cursors",
                        "Branches in doubt",
                        "How this page was made"),
                titles);
        List<Element> charts = elements(page, "svg").stream()
                .filter(svg -> svg.getAttribute("role").equals("img"))
                .toList();
        assertEquals(2, charts.size());
        for (Element chart : charts) {
            String id = chart.getAttribute("aria-labelledby");
            assertTrue(
                    elements(page, "title").stream()
                            .anyMatch(title -> title.getAttribute("id").equals(id)),
                    id);
        }
        String text = text(page);
        for (String expected :
                List.of("No findings.", "orders", "commit log", "mailer of stream orders", Sample.BRANCH)) {
            assertTrue(text.contains(expected), expected + " is missing in " + text);
        }
        // The bars of the chart have all entries.
        long entries =
                elements(page, "details").get(0).getElementsByTagName("td").getLength();
        assertTrue(entries >= 2, text);
    }

    @Test
    void names_areEscaped_andNothingIsLoadedOrRun() throws Exception {
        Document page = report(ExitCodes.FINE, "--check", "deep");
        assertEquals(List.of(), elements(page, "script"));
        NodeList all = page.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            var attributes = all.item(i).getAttributes();
            for (int k = 0; k < attributes.getLength(); k++) {
                String name = attributes.item(k).getNodeName();
                String value = attributes.item(k).getNodeValue();
                assertFalse(name.startsWith("on") || name.equals("src"), name);
                assertTrue(!name.equals("href") || value.equals("data:,"), value);
                assertFalse(value.contains("://"), value);
            }
        }
        assertTrue(text(page).contains("<script>alert(\\'x\\')</script>"), text(page));
        assertTrue(text(page).contains("\" onload=\"alert(1)\\u202e"), text(page));
        String raw = Files.readString(html, StandardCharsets.UTF_8);
        assertFalse(raw.contains("<script") || raw.contains("url(") || raw.contains("@import"), raw);
        assertTrue(raw.contains("default-src &#39;none&#39;"), raw);
    }

    @Test
    void damage_isListed_andIsTheExitCode() throws Exception {
        Sample.damage(journal);
        Document page = report(ExitCodes.FINDINGS, "--check", "deep");
        assertTrue(text(page).contains("1 finding: "), text(page));
        assertTrue(text(page).contains("DAMAGE"), text(page));
        assertTrue(text(report(ExitCodes.FINE, "--check", "none")).contains("were not checked"));
    }

    @Test
    void earlierReport_isReplaced_andNoOtherFile() throws Exception {
        report(ExitCodes.FINE);
        report(ExitCodes.FINE, "--json");
        for (Path other : List.of(
                Files.writeString(directory.resolve("letter.html"), "<!DOCTYPE html>\nDear reader"),
                Files.createFile(directory.resolve("empty.html")),
                Files.createDirectory(directory.resolve("directory.html")),
                journal.resolve("report.html"),
                directory.resolve("absent/report.html"))) {
            Map<String, byte[]> before = Sample.content(directory);
            Run run = Sample.run("report", journal, "--html", other);
            assertEquals(ExitCodes.USAGE, run.code(), run.toString());
            Sample.assertSame(before, directory);
        }
    }

    @Test
    void since_leavesEarlierEntriesOutOfTheChart() throws Exception {
        assertTrue(text(report(ExitCodes.FINE, "--since", "2999-01-01T00:00:00Z"))
                .contains("There are no entries in this time"));
        assertTrue(text(report(ExitCodes.FINE, "--since", "1h")).contains("Each bar has the entries of"));
    }

    @Test
    void emptyJournal_hasAPage() throws Exception {
        journal = directory.resolve("new");
        Sample.open(journal).close();
        String text = text(report(ExitCodes.FINE));
        assertTrue(text.contains("There are no cursors.") && text.contains("There are no entries"), text);
    }
}
