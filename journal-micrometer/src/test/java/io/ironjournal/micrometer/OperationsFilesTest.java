package io.ironjournal.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard and the alert rules name only metrics that exist, and each alert has its section. */
class OperationsFilesTest {

    private static final Path OPERATIONS = Path.of("..", "docs", "operations");
    private static final Pattern METRIC = Pattern.compile("\\bironjournal_\\w+");
    private static final Pattern SERIES = Pattern.compile("(?m)^(ironjournal_\\w+)(\\{.*\\})? ");
    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");

    @TempDir
    Path directory;

    private String scrape() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Journal journal = Journal.open(directory.resolve("journal"))) {
            journal.append("orders", new byte[1]);
            journal.resetCursor("mailer", "orders", 0);
            JournalMetrics.of(journal, "shop").withStreams().bindTo(registry);
            registry.scrape();
            return registry.scrape();
        }
    }

    private static Set<String> all(Pattern pattern, String text, int group) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"grafana-dashboard.json", "prometheus-alerts.yml", "alarms.md", "metrics.md"})
    void everyMetricInTheFile_exists(String file) throws IOException {
        Set<String> named = all(METRIC, Files.readString(OPERATIONS.resolve(file)), 0);
        assertTrue(named.size() > 3, named.toString());
        Set<String> consumers = Set.of(
                "ironjournal_consumer_lag",
                "ironjournal_consumer_stopped",
                "ironjournal_consumer_dead_letters_entries_total");
        named.removeAll(consumers);
        named.removeAll(all(SERIES, scrape(), 1));
        assertEquals(Set.of(), named);
    }

    @Test
    void buckets_areCountersWithBoundsInSeconds() {
        String scrape = scrape();
        assertTrue(scrape.contains("ironjournal_force_duration_buckets_total{journal=\"shop\",le=\"+Inf\"} "), scrape);
        assertTrue(scrape.contains("ironjournal_force_duration_buckets_total{journal=\"shop\",le=\"0.001\"} "), scrape);
        assertTrue(scrape.contains("ironjournal_force_duration_seconds_count{journal=\"shop\"} "), scrape);
        assertTrue(scrape.contains("ironjournal_groups_total{journal=\"shop\"} "), scrape);
        assertTrue(
                scrape.contains(
                        "ironjournal_stream_cursor_lag_entries{cursor=\"mailer\",journal=\"shop\",stream=\"orders\"} 1"),
                scrape);
    }

    @Test
    void everyAlert_hasASectionOnThePageOfAlarms() throws IOException {
        String rules = Files.readString(OPERATIONS.resolve("prometheus-alerts.yml"));
        Set<String> alerts = all(ALERT, rules, 1);
        assertTrue(alerts.size() > 8, alerts.toString());
        String page = Files.readString(OPERATIONS.resolve("alarms.md"));
        Set<String> sections = all(Pattern.compile("(?m)^## (Journal\\w+)$"), page, 1);
        assertEquals(alerts, sections);
        for (String alert : alerts) {
            assertTrue(rules.contains("docs/operations/alarms.md#" + alert.toLowerCase(java.util.Locale.ROOT)), alert);
        }
    }
}
