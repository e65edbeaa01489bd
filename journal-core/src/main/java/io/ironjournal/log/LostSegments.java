package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import io.ironjournal.spi.log.LogRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Segments of the log that are damaged, cut short, or cannot be reached over a gap. The policy TRUNCATE goes on without
 * them: they are moved to quarantine as they are, where a tool can read what is whole in them.
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

    /** An LSN above all that a journal can have used before now: more than 16 MiB a second since 1970 would be needed. */
    static long baseAboveAll() {
        return (System.currentTimeMillis() / 1000) << 24;
    }

    /** Gives up segments that stand behind a gap, after a last look at what is in them. */
    void add(List<LogChain.Link> links) throws IOException {
        behindGap.addAll(0, links);
        TornTail found = TornTail.all(storage, links);
        records += found.records() - 1;
        deletions.addAll(found.deletions());
    }

    /**
     * Whether acknowledged records may be lost.
     *
     * @param used the chain that goes on to be used, which reaches back far enough: older segments do not matter
     */
    boolean any(LogChain used) {
        return !behindGap.isEmpty()
                || !loaded.cutShort().isEmpty()
                || loaded.unreadable().stream()
                        .anyMatch(name -> LogFiles.baseOf(name) > used.newest().base());
    }

    /** Streams that were deleted in records behind a gap: their files may be gone already. */
    List<LogRecord> deletions() {
        return deletions;
    }

    /** How many records there are behind a gap. */
    long records() {
        return records;
    }

    /** What is lost, to be added to a sentence. */
    String describe() {
        StringBuilder text = new StringBuilder();
        for (LogChain.Link link : behindGap) {
            text.append("; ").append(storage.describe(link.segment().path())).append(" stands behind a gap");
        }
        for (String name : loaded.unreadable()) {
            text.append("; ")
                    .append(storage.describe(LogFiles.DIRECTORY + "/" + name))
                    .append(" has a damaged header");
        }
        for (LiveSegment segment : loaded.cutShort()) {
            text.append("; ").append(storage.describe(segment.path())).append(" was cut short");
        }
        return text.toString();
    }

    /** Moves the files away, durably; returns where they are now. */
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

    /** Gives segments that were cut short, and go on to be used, their size again: what is missing does not count. */
    void fillUp(List<LogChain.Link> used) throws IOException {
        for (LogChain.Link link : used) {
            if (loaded.cutShort().contains(link.segment())) {
                LogSegmentHeader header = link.header();
                try (WritableFile file = storage.openForWrite(link.segment().path())) {
                    file.setSize(header.size());
                    file.force();
                }
            }
        }
    }
}
