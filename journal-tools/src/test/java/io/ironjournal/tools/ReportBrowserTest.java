package io.ironjournal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opens the report in Chromium or Chrome, which {@code -Dironjournal.browser} names. The screenshots stay in target. */
@EnabledIfSystemProperty(named = "ironjournal.browser", matches = ".+")
class ReportBrowserTest {

    private static final String FRAME = """
            <!DOCTYPE html>
            <body style="margin:0"><pre id="result"></pre>
            <iframe src="report.html" style="border:0;width:WIDTHpx;height:900px"></iframe>
            <script>
            onload = function () {
              const page = document.querySelector("iframe").contentDocument;
              const charts = Array.from(page.querySelectorAll("svg[role=img]"));
              document.getElementById("result").textContent = "result: " + page.documentElement.scrollWidth
                + " " + charts.filter(chart => chart.getBoundingClientRect().height > 200).length
                + " " + charts.filter(chart => chart.querySelectorAll("rect").length > 0).length
                + " " + page.querySelectorAll("svg.bar rect.fill").length;
            };
            </script>
            """;
    private static final Pattern RESULT = Pattern.compile("result: (\\d+) (\\d+) (\\d+) (\\d+)");

    @TempDir
    Path directory;

    private Path html;

    private record Browsing(String out, List<String> console) {}

    @BeforeEach
    void write() {
        html = directory.resolve("report.html");
        Path journal = directory.resolve("journal");
        try (Journal opened = Sample.write(journal)) {
            opened.append("<script>alert(1)</script>", new byte[20_000]);
            for (int i = 0; i < 40; i++) {
                opened.append("stream-" + i, new byte[900 * i]);
                opened.resetCursor("a-cursor-with-a-long-name-" + i, "orders", i);
            }
        }
        assertEquals(
                ExitCodes.FINE,
                Sample.run("report", journal, "--html", html, "--check", "deep").code());
    }

    private Browsing browse(Path page, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("ironjournal.browser"),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--allow-file-access-from-files",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--enable-logging=stderr",
                "--user-data-dir=" + directory.resolve("browser")));
        command.addAll(Arrays.asList(options));
        command.add(page.toUri().toString());
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the browser does not end");
        } finally {
            process.destroyForcibly();
        }
        List<String> console = new String(Files.readAllBytes(err), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(":CONSOLE"))
                .toList();
        return new Browsing(Files.readString(out), console);
    }

    @ParameterizedTest
    @ValueSource(ints = {1200, 400})
    void page_fits_hasItsCharts_andLogsNoError(int width) throws Exception {
        Path frame = Files.writeString(directory.resolve("frame.html"), FRAME.replace("WIDTH", "" + width));
        Browsing framed = browse(frame, "--virtual-time-budget=5000", "--dump-dom", "--window-size=1300,1000");
        Matcher result = RESULT.matcher(framed.out());
        assertTrue(result.find(), framed.toString());
        assertTrue(Integer.parseInt(result.group(1)) <= width, "wider than the window: " + result.group());
        assertEquals("2", result.group(2), "charts that are visible");
        assertEquals("2", result.group(3), "charts with bars or tiles");
        assertTrue(Integer.parseInt(result.group(4)) > 20, "bars: " + result.group());
        assertEquals(List.of(), framed.console());
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void charts_areDrawnInBothColourSchemes(String scheme) throws Exception {
        Path target = Files.createDirectories(Path.of("target", "report"));
        for (int width : new int[] {1200, 400}) {
            Path shot = target.resolve(scheme + "-" + width + ".png").toAbsolutePath();
            Browsing shown = browse(
                    html,
                    "--screenshot=" + shot,
                    "--window-size=" + width + ",4000",
                    "--blink-settings=preferredColorScheme=" + (scheme.equals("dark") ? 0 : 1));
            assertEquals(List.of(), shown.console());
            BufferedImage image = ImageIO.read(shot.toFile());
            for (int colour : scheme.equals("dark")
                    ? Set.of(0x1b62a5, 0x8a5a12, 0x5aa9e6, 0x14181d)
                    : Set.of(0x1b62a5, 0x8a5a12, 0x1f6fb2, 0xffffff)) {
                assertTrue(pixels(image, colour) > 500, () -> Integer.toHexString(colour) + " is missing in " + shot);
            }
        }
    }

    private static long pixels(BufferedImage image, int colour) {
        long count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xffffff) == colour ? 1 : 0;
            }
        }
        return count;
    }

    /** The checks above would see a script, even if one got into the page. */
    @ParameterizedTest
    @ValueSource(strings = {"<script>document.title = 'run'</script>", "<img src=\"http://localhost/x.png\"/>"})
    void addition_isBlocked_andSeenOnTheConsole(String addition) throws Exception {
        Files.writeString(html, Files.readString(html).replace("<main>", "<main>" + addition));
        Browsing shown = browse(html, "--dump-dom");
        assertTrue(
                shown.console().stream().anyMatch(line -> line.contains("Content Security Policy")), shown.toString());
        assertTrue(!shown.out().contains("<title>run"), shown.out());
    }
}
