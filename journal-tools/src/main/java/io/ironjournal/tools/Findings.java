package io.ironjournal.tools;

import io.ironjournal.files.Finding;
import io.ironjournal.files.Severity;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The findings of a command, each once. */
final class Findings {

    private final Set<Finding> all = new LinkedHashSet<>();

    private final String directory;

    /** What to do next, if the findings are not about a journal. */
    private final @Nullable String advice;

    Findings(String directory) {
        this(directory, null);
    }

    private Findings(String directory, @Nullable String advice) {
        this.directory = directory;
        this.advice = advice;
    }

    /** Begins without findings of an archive. A repair needs a journal. */
    static Findings ofArchive(String directory) {
        return new Findings(
                directory,
                "Restore the file from a copy of the archive. Whole entries can be exported, and those behind the damage be"
                        + " put back.");
    }

    private String advice(Finding finding) {
        String own = advice;
        return own == null ? finding.kind().advice() : own;
    }

    void add(Finding finding) {
        all.add(finding);
    }

    void addAll(Collection<Finding> findings) {
        all.addAll(findings);
    }

    /** Returns the exit code: notes alone are fine. */
    int exitCode() {
        return serious() > 0 ? ExitCodes.FINDINGS : ExitCodes.FINE;
    }

    private long serious() {
        return all.stream()
                .filter(finding -> finding.kind().severity() != Severity.NOTE)
                .count();
    }

    /** Prints each finding, their number, and what to do next. */
    void print(PrintWriter out) {
        for (Finding finding : all) {
            out.println(finding.kind().severity() + ": " + finding.message());
        }
        long serious = serious();
        if (serious > 0) {
            Set<String> next = new LinkedHashSet<>();
            all.stream()
                    .filter(finding -> finding.kind().severity() != Severity.NOTE)
                    .forEach(finding -> next.add(advice(finding)));
            out.println(serious + (serious == 1 ? " finding." : " findings.") + " Next: " + String.join(" ", next));
            if (next.stream().anyMatch(text -> text.contains("into a new directory"))) {
                out.println("To repair: ironjournal repair " + directory + " --to NEW");
            }
        }
    }

    /** Returns the findings as JSON. */
    List<Map<String, Object>> json() {
        List<Map<String, Object>> items = new ArrayList<>();
        for (Finding finding : all) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("severity", finding.kind().severity());
            item.put("kind", finding.kind());
            item.put("message", finding.message());
            item.put("advice", advice(finding));
            item.put("file", finding.file());
            item.put("offset", finding.offset());
            item.put("stream", finding.stream());
            item.put("firstId", finding.firstId());
            item.put("endId", finding.endId());
            items.add(item);
        }
        return items;
    }
}
