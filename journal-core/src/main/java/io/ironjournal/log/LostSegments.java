package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import io.ironjournal.spi.log.LogRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Segments that are damaged, too short, or behind a gap in the log. With the policy TRUNCATE, recovery continues
 * without them and moves them to quarantine unchanged, where a tool can read their valid records.
 */
final class LostSegments {

    private final Storage storage;
    private final LogChain loaded;
    private final List<LogChain.Link> behindGap = new ArrayList<>();
    private final List<LogRecord> deletions = new ArrayList<>();
    private long records;

    LostSegments(Storage storage, LogChain loaded) {
        this.storage = storage;
        this.loaded = loaded;
    }

    /** Returns an LSN above all LSNs that a journal can have used: it would need 16 MiB a second since 1970 to reach it. */
    static long baseAboveAll() {
        return (System.currentTimeMillis() / 1000) << 24;
    }

    /** Adds segments behind a gap, after counting their records and collecting their deletions. */
    void add(List<LogChain.Link> links) throws IOException {
        behindGap.addAll(0, links);
        TornTail found = TornTail.all(storage, links);
        records += found.records() - 1;
        deletions.addAll(found.deletions());
    }

    /**
     * Returns whether acknowledged records may be lost.
     *
     * @param used the chain that is used, which reaches back far enough: older segments do not matter
     */
    boolean any(LogChain used) {
        return !behindGap.isEmpty()
                || !loaded.tooShort().isEmpty()
                || loaded.unreadable().stream()
                        .anyMatch(name -> LogFiles.baseOf(name) > used.newest().base());
    }

    /** Returns the deletions of streams in records behind a gap: files of these streams may be gone already. */
    List<LogRecord> deletions() {
        return deletions;
    }

    /** Returns how many records are behind a gap. */
    long records() {
        return records;
    }

    /** Describes what is lost, to be appended to a sentence. */
    String describe() {
        StringBuilder text = new StringBuilder();
        for (LogChain.Link link : behindGap) {
            text.append("; ").append(storage.describe(link.segment().path())).append(" is behind a gap");
        }
        for (String name : loaded.unreadable()) {
            text.append("; ")
                    .append(storage.describe(LogFiles.DIRECTORY + "/" + name))
                    .append(" has a damaged header");
        }
        for (LiveSegment segment : loaded.tooShort()) {
            text.append("; ").append(storage.describe(segment.path())).append(" is too short");
        }
        return text.toString();
    }

    /** Moves the files to quarantine, durably; returns their new paths. */
    List<String> setAside() throws IOException {
        List<String> files = new ArrayList<>();
        loaded.unreadable().forEach(name -> files.add(LogFiles.DIRECTORY + "/" + name));
        for (int i = behindGap.size() - 1; i >= 0; i--) {
            files.add(behindGap.get(i).segment().path());
        }
        List<String> kept = new ArrayList<>();
        if (files.isEmpty()) {
            return kept;
        }
        storage.createDirectory(TornTail.DIRECTORY);
        storage.forceDirectory("");
        for (String file : files) {
            String name = TornTail.DIRECTORY + file.substring(LogFiles.DIRECTORY.length());
            String unused = name;
            for (int i = 1; storage.exists(unused); i++) {
                unused = name + "-" + i;
            }
            storage.rename(file, unused);
            kept.add(unused);
        }
        storage.forceDirectory(TornTail.DIRECTORY);
        storage.forceDirectory(LogFiles.DIRECTORY);
        return kept;
    }

    /** Extends short segments that are still used to their full size. Their missing bytes are not part of the log. */
    void fillUp(List<LogChain.Link> used) throws IOException {
        for (LogChain.Link link : used) {
            if (loaded.tooShort().contains(link.segment())) {
                LogSegmentHeader header = link.header();
                try (WritableFile file = storage.openForWrite(link.segment().path())) {
                    file.setSize(header.size());
                    file.force();
                }
            }
        }
    }
}
