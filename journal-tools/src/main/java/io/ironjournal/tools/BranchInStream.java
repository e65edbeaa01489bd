package io.ironjournal.tools;

import io.ironjournal.Entry;
import io.ironjournal.IdRange;
import io.ironjournal.NewEntry;
import io.ironjournal.files.EntryScan;
import io.ironjournal.files.Finding;
import io.ironjournal.files.InDoubtContent;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.files.Occurrences;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entries of a branch in doubt for one stream, and whether the stream has the same entries. */
final class BranchInStream {

    private final JournalFiles files;
    private final InDoubtContent content;
    private final String stream;
    private final Occurrences found;
    private final boolean incomplete;
    private long entries;
    private long bytes;

    /**
     * Searches a stream.
     *
     * @param incomplete whether the files may show less than an opening keeps
     */
    BranchInStream(JournalFiles files, InDoubtContent content, String stream, long from, boolean incomplete) {
        this.files = files;
        this.content = content;
        this.stream = stream;
        this.incomplete = incomplete;
        found = content.search(stream, from);
        for (Iterator<NewEntry> all = content.entries(stream); all.hasNext(); entries++) {
            bytes += all.next().data().length;
        }
    }

    private Presence presence() {
        if (found.count() > 0) {
            return Presence.FOUND;
        }
        if (found.part().isPresent()) {
            return Presence.PART;
        }
        return incomplete || found.truncated() || found.missing() > 0 ? Presence.PERHAPS : Presence.NOT_FOUND;
    }

    Collection<Finding> findings() {
        return found.findings();
    }

    private Optional<Instant> time(long id) {
        try (EntryScan scan = files.entries(stream, id)) {
            return scan.hasNext() ? Optional.of(scan.next()).map(Entry::time) : Optional.empty();
        }
    }

    private String written(long id) {
        return time(id).map(time -> "written " + time + (isBeforeVote(time) ? ", before the vote" : ""))
                .orElse("of an unknown time");
    }

    private boolean isBeforeVote(Instant time) {
        return time.isBefore(content.branch().preparedAt());
    }

    /** Returns the branch's entries for the stream, and what the search found, in lines. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Stream '" + FilesCommand.escaped(stream) + "': " + entries
                + (entries == 1 ? " entry, " : " entries, ") + bytes + " bytes");
        switch (presence()) {
            case FOUND -> addFound(lines);
            case PART -> {
                IdRange part = found.part().orElseThrow();
                lines.add("  PART: only the first " + part.size() + " of the entries are in the stream, at " + ids(part)
                        + ", " + written(part.start()));
                addReasons(lines);
            }
            case PERHAPS -> {
                lines.add("  PERHAPS: " + searched() + ", but the stream may have had the entries");
                addReasons(lines);
            }
            case NOT_FOUND -> lines.add("  NOT FOUND: " + searched());
        }
        return lines;
    }

    private void addFound(List<String> lines) {
        long more = found.count() - found.newest().size();
        if (more > 0) {
            lines.add("  FOUND: the same entries are in the stream " + found.count() + " times, last at:");
        } else {
            lines.add("  FOUND: the same entries are in the stream, at:");
        }
        found.newest().forEach(range -> lines.add("    " + ids(range) + ", " + written(range.start())));
        if (found.newest().stream()
                .anyMatch(
                        range -> time(range.start()).filter(this::isBeforeVote).isPresent())) {
            lines.add("    What was written before the vote is of another transaction, unless the clock went back or a"
                    + " repair made this journal.");
        }
    }

    private String searched() {
        IdRange range = found.searched();
        return range.isEmpty() ? "there is no entry to compare" : "searched " + ids(range);
    }

    private void addReasons(List<String> lines) {
        if (found.truncated()) {
            long first = found.searched().start();
            lines.add("    Entries below id " + first + " were removed. "
                    + (found.searched().isEmpty()
                            ? "No entry is left."
                            : "The first one left was " + written(first) + "."));
        }
        if (found.missing() > 0) {
            lines.add(
                    "    Entries that cannot be compared, because they are damaged or lost: " + found.missing() + ".");
        }
        if (incomplete) {
            lines.add(
                    "    The files are damaged, and the opening after that may keep more entries than it shows now. Open or repair"
                            + " the journal first, then repeat this command.");
        }
    }

    private static String ids(IdRange range) {
        return range.size() == 1 ? "id " + range.start() : "ids " + range.start() + " to " + (range.end() - 1);
    }

    /** Returns what the search found, and some of the entries, as a JSON object. */
    Map<String, Object> json(List<Map<String, Object>> listed) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("stream", stream);
        item.put("entries", entries);
        item.put("bytes", bytes);
        item.put("presence", presence());
        item.put("occurrences", found.count());
        item.put("newest", found.newest().stream().map(this::json).toList());
        item.put("part", found.part().map(this::json));
        item.put("searchedFrom", found.searched().start());
        item.put("searchedTo", found.searched().end());
        item.put("truncated", found.truncated());
        item.put("missing", found.missing());
        item.put("content", listed);
        return item;
    }

    private Map<String, Object> json(IdRange range) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("firstId", range.start());
        item.put("endId", range.end());
        item.put("time", time(range.start()));
        return item;
    }

    String stream() {
        return stream;
    }

    long entries() {
        return entries;
    }
}
