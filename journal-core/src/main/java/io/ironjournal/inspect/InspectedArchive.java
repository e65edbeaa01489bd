package io.ironjournal.inspect;

import io.ironjournal.files.ArchivedStream;
import io.ironjournal.files.EntryScan;
import io.ironjournal.files.Finding;
import io.ironjournal.files.JournalArchive;
import io.ironjournal.io.Storage;
import io.ironjournal.segment.ArchivedSegments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An archive of truncated segments, as it was listed. */
public final class InspectedArchive implements JournalArchive {

    private record Listed(String archive, ArchivedSegments.Found found, long bytes) implements ArchivedStream {

        @Override
        public UUID journalId() {
            return found.journalId();
        }

        @Override
        public String stream() {
            return found.stream();
        }

        @Override
        public long generation() {
            return found.generation();
        }

        @Override
        public long firstId() {
            return found.stored().firstId();
        }

        @Override
        public long nextId() {
            return found.stored().endId();
        }

        @Override
        public int segments() {
            return found.stored().count();
        }

        @Override
        public String directory() {
            return found.directory();
        }

        @Override
        public String toString() {
            return "ArchivedStream[" + found.directory() + ", ids " + firstId() + " to " + nextId() + "]";
        }
    }

    private final String directory;
    private final List<ArchivedStream> streams = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /** Lists an archive. */
    public InspectedArchive(Storage archive) throws IOException {
        directory = archive.describe("");
        for (ArchivedSegments.Found found : ArchivedSegments.list(archive, findings::add)) {
            streams.add(new Listed(directory, found, found.stored().bytes()));
        }
    }

    @Override
    public List<ArchivedStream> streams() {
        return List.copyOf(streams);
    }

    @Override
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    @Override
    public EntryScan entries(ArchivedStream stream, long fromId) {
        if (!(stream instanceof Listed listed) || !listed.archive().equals(directory)) {
            throw new IllegalArgumentException("Not a stream of the archive " + directory + ": " + stream);
        }
        return new ArchiveReading(listed.found().stored(), fromId);
    }
}
