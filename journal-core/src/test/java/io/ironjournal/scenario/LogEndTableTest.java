package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Journal;
import io.ironjournal.RecoveryReport;
import io.ironjournal.scenario.LogEnd.AtEnd;
import io.ironjournal.scenario.LogEnd.Behind;
import io.ironjournal.scenario.LogEnd.Proof;
import io.ironjournal.scenario.LogEnd.Segments;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All combinations of the conditions in the decision table of {@code docs/log-end.md}, "How the log's end is found".
 */
class LogEndTableTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "log-end.md");

    enum Decision {
        READ_ON("read on"),
        DAMAGED("damaged"),
        TORN("torn");

        private final String text;

        Decision(String text) {
            this.text = text;
        }
    }

    /** A row of the table. The first row that matches decides. Null matches any value. */
    private record Row(Boolean proven, Boolean markAbove, Boolean complete, Decision decision) {

        boolean matches(boolean isProven, boolean hasMarkAbove, boolean isComplete) {
            return (proven == null || proven == isProven)
                    && (markAbove == null || markAbove == hasMarkAbove)
                    && (complete == null || complete == isComplete);
        }

        String text() {
            return String.join(" | ", text(proven), text(markAbove), text(complete), "**" + decision.text + "**");
        }

        private static String text(Boolean input) {
            return input == null ? "–" : input ? "yes" : "no";
        }
    }

    private static final List<Row> TABLE = List.of(
            new Row(true, true, null, Decision.READ_ON),
            new Row(null, null, false, Decision.DAMAGED),
            new Row(true, null, null, Decision.DAMAGED),
            new Row(false, null, null, Decision.TORN));

    private static Decision decide(boolean proven, boolean markAbove, boolean complete) {
        return TABLE.stream()
                .filter(row -> row.matches(proven, markAbove, complete))
                .findFirst()
                .orElseThrow()
                .decision();
    }

    /** The expected result, according to the bytes that were written. */
    private record Expected(Decision decision, boolean readsOn, boolean keepsBytes, List<String> streams) {

        static Expected of(LogEnd end) {
            boolean proven = isProven(end);
            boolean markAbove = end.behind() == Behind.MARK_ABOVE_THE_END;
            boolean reachesEnd = end.segments() != Segments.OLDER_ONE_MISSING;
            boolean othersThere = end.segments() == Segments.ALL || !reachesEnd;
            Decision decision = decide(proven, markAbove, othersThere && reachesEnd);
            if (decision == Decision.READ_ON) {
                // The new log end is above all that is proven, and no older segment is needed for it.
                Decision next = decide(false, false, othersThere);
                return new Expected(next, true, false, List.of(LogEnd.BEHIND_MARK));
            }
            boolean keeps = end.behind() != Behind.NOTHING || end.atEnd().hasValidHeader();
            // A mark before the first record says that no older segment is needed for it.
            boolean reads = reachesEnd || (proven && end.behind() == Behind.MARK_BELOW_THE_END);
            return new Expected(decision, false, keeps, reads ? List.of(LogEnd.BEFORE) : List.of());
        }

        /** Returns whether a durable LSN proves the bytes. A record proves them only if its header is valid. */
        private static boolean isProven(LogEnd end) {
            Set<Proof> valid = EnumSet.noneOf(Proof.class);
            valid.addAll(end.proofs());
            if (!end.atEnd().hasValidHeader()) {
                valid.remove(Proof.RECORD_AT_THE_END);
            }
            if (end.behind() == Behind.NOTHING) {
                valid.remove(Proof.RECORD_BEHIND_THE_END);
            }
            return !valid.isEmpty();
        }
    }

    private static List<Set<Proof>> subsets() {
        List<Set<Proof>> subsets = new ArrayList<>();
        Proof[] all = Proof.values();
        for (int bits = 0; bits < 1 << all.length; bits++) {
            Set<Proof> subset = EnumSet.noneOf(Proof.class);
            for (int i = 0; i < all.length; i++) {
                if ((bits & 1 << i) != 0) {
                    subset.add(all[i]);
                }
            }
            subsets.add(subset);
        }
        return subsets;
    }

    @Test
    void table_isEqualToThatOfTheDocument() throws IOException {
        List<String> lines =
                Files.readAllLines(DOCUMENT).stream().map(String::strip).toList();
        int first =
                lines.indexOf("| durable above the log end | MARK above the log end | segments complete | decision |")
                        + 2;
        assertTrue(first >= 2, "The document has no such table");
        List<String> rows = lines.subList(first, first + TABLE.size());
        for (int i = 0; i < TABLE.size(); i++) {
            assertTrue(rows.get(i).startsWith("| " + TABLE.get(i).text()), rows.get(i));
        }
        assertFalse(lines.get(first + TABLE.size()).startsWith("|"), "The document has more rows");
    }

    @ParameterizedTest
    @EnumSource
    void logEnd_isDecidedAsTheTableSays(Segments segments) {
        for (AtEnd atEnd : AtEnd.values()) {
            for (Behind behind : Behind.values()) {
                for (Set<Proof> proofs : subsets()) {
                    LogEnd end = new LogEnd(atEnd, behind, segments, proofs);
                    try {
                        requireDecision(end, Expected.of(end));
                    } catch (IOException | RuntimeException | AssertionError e) {
                        throw new AssertionError(end + " should be " + Expected.of(end), e);
                    }
                }
            }
        }
    }

    private static void requireDecision(LogEnd end, Expected expected) throws IOException {
        if (expected.decision == Decision.DAMAGED) {
            SimulatedStorage storage = new SimulatedStorage(1);
            end.write(storage);
            Map<String, byte[]> before = files(storage);
            assertThrows(CorruptionException.class, () -> Small.open(storage));
            Map<String, byte[]> after = files(storage);
            assertEquals(before.keySet(), after.keySet());
            before.forEach((path, bytes) -> assertArrayEquals(bytes, after.get(path), path));
            requireOpened(
                    storage.kill(),
                    CorruptionPolicy.TRUNCATE,
                    expected,
                    end.proofs().size() < 2);
            return;
        }
        for (CorruptionPolicy policy : CorruptionPolicy.values()) {
            SimulatedStorage written = new SimulatedStorage(1);
            end.write(written);
            requireOpened(written, policy, expected, end.proofs().size() < 2);
        }
    }

    private static Map<String, byte[]> files(SimulatedStorage storage) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String path : storage.files()) {
            files.put(path, storage.readAll(path));
        }
        return files;
    }

    private static void requireOpened(
            SimulatedStorage storage, CorruptionPolicy policy, Expected expected, boolean openAgain) {
        Journal journal = Small.open(storage, Small.options().corruptionPolicy(policy));
        RecoveryReport report = journal.recoveryReport();
        assertEquals(expected.streams, journal.streams());
        assertEquals(expected.decision == Decision.DAMAGED, !report.losses().isEmpty(), "losses: " + report.losses());
        assertEquals(expected.readsOn, String.join(" ", report.notes()).contains("not needed"), "" + report.notes());
        if (expected.decision == Decision.TORN) {
            assertEquals(expected.keepsBytes, !report.quarantine().isEmpty(), "kept: " + report.quarantine());
        }
        if (openAgain) {
            Journal again = Small.open(storage.powerCut(1));
            assertEquals(expected.streams, again.streams());
            assertEquals(List.of(), again.recoveryReport().quarantine());
        }
    }
}
