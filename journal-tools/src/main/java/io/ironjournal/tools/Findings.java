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

/** The findings of a command, each once. */
final class Findings {

    private final Set<Finding> all = new LinkedHashSet<>();

    private final String directory;

    Findings(String directory) {
        this.directory = directory;
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
            Set<String> advice = new LinkedHashSet<>();
            all.stream()
                    .filter(finding -> finding.kind().severity() != Severity.NOTE)
                    .forEach(finding -> advice.add(finding.kind().advice()));
            out.println(serious + (serious == 1 ? " finding." : " findings.") + " Next: " + String.join(" ", advice));
            if (advice.stream().anyMatch(text -> text.contains("into a new directory"))) {
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
            item.put("advice", finding.kind().advice());
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
