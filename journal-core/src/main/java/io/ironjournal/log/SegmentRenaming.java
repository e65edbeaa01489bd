package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Renames segments while the log is recovered. A kept segment names its successor, and a segment that is not needed
 * becomes a spare. A retired segment is used again only after its new name is forced.
 */
final class SegmentRenaming {

    private final Storage storage;
    private final LogChain chain;
    private final RecoveredSpares spares;

    SegmentRenaming(Storage storage, LogChain chain, RecoveredSpares spares) {
        this.storage = storage;
        this.chain = chain;
        this.spares = spares;
    }

    /** Retires segments that an earlier opening replaced but did not retire, when the fresh segment needs a spare. */
    void retireReplaced() throws IOException {
        List<LiveSegment> replaced = chain.outside();
        if (spares.paths().isEmpty() && !replaced.isEmpty()) {
            rename(replaced);
            storage.forceDirectory(LogFiles.DIRECTORY);
            reuse(replaced);
        }
    }

    /**
     * Gives the segment before the fresh one a name that names the fresh one, and does so for earlier segments when an
     * interrupted opening did not. Retires all other segments: the fresh one replaces them, or they are outside of the
     * chain. This happens after the fresh segment has its name: its header may contain a mark without which the older
     * segments would be missed.
     *
     * @param kept the segments before the fresh one; gets the new names
     */
    void nameSuccessors(List<LogChain.Link> kept, LogSegmentHeader fresh) throws IOException {
        List<LiveSegment> retired = new ArrayList<>(chain.live());
        kept.forEach(link -> retired.remove(link.segment()));
        for (int i = 0; i < kept.size(); i++) {
            LogChain.Link link = kept.get(i);
            LogSegmentHeader next = i + 1 < kept.size() ? kept.get(i + 1).header() : fresh;
            LiveSegment named = link.segment().followedBy(next);
            if (!named.equals(link.segment())) {
                storage.rename(link.segment().path(), named.path());
                chain.live().replaceAll(segment -> segment.equals(link.segment()) ? named : segment);
                kept.set(i, new LogChain.Link(named, link.end()));
            }
        }
        rename(retired);
        storage.forceDirectory(LogFiles.DIRECTORY);
        reuse(retired);
    }

    private void rename(List<LiveSegment> retired) throws IOException {
        for (LiveSegment segment : retired) {
            storage.rename(segment.path(), LogFiles.spare(segment.base()));
        }
    }

    private void reuse(List<LiveSegment> retired) throws IOException {
        for (LiveSegment segment : retired) {
            spares.keepOrDelete(LogFiles.spare(segment.base()));
        }
        chain.live().removeAll(retired);
    }
}
