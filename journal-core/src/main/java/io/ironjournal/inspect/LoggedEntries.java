package io.ironjournal.inspect;

import io.ironjournal.CorruptionException;
import io.ironjournal.Entry;
import io.ironjournal.branch.PreparedBranches;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.RecordType;
import io.ironjournal.log.LogInspection;
import io.ironjournal.memtable.MemtableRun;
import io.ironjournal.memtable.SectionRuns;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.write.RecordedIds;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a stream that are only in the log. Ends early if the log was trimmed meanwhile. */
final class LoggedEntries implements Closeable {

    private final LogInspection log;
    private final LogContents contents;
    private final FlushMark mark;
    private final LoggedStream stream;
    private final long endId;
    private @Nullable LogReader reader;
    private final Deque<MemtableRun> runs = new ArrayDeque<>();
    private long nextId;

    LoggedEntries(LogInspection log, LogContents contents, FlushMark mark, LoggedStream stream, long from, long endId) {
        this.log = log;
        this.contents = contents;
        this.mark = mark;
        this.stream = stream;
        this.endId = endId;
        this.nextId = from;
    }

    /** Returns the id of the next entry. */
    long nextId() {
        return nextId;
    }

    /** Returns the next entry; null behind the last one, and if the log does not have the next one any more. */
    @Nullable
    Entry next() throws IOException {
        while (nextId < endId) {
            MemtableRun run = runs.peek();
            if (run == null) {
                if (!advance()) {
                    return null;
                }
            } else if (run.endId() <= nextId) {
                runs.remove();
            } else if (run.firstId() > nextId) {
                return null;
            } else {
                return run.entry(nextId++);
            }
        }
        return null;
    }

    /** Reads records up to the next one with entries of the stream. Returns false if there is none. */
    private boolean advance() throws IOException {
        try {
            LogReader open = reader;
            if (open == null) {
                open = log.reader(stream.lsnFor(nextId));
                reader = open;
            }
            for (LogRecord record = open.next(); record != null; record = open.next()) {
                if (record.lsn() >= mark.flushed()) {
                    add(record);
                    if (!runs.isEmpty()) {
                        return true;
                    }
                }
            }
        } catch (NoSuchFileException | CorruptionException e) {
            // The log was trimmed. The entries are in segments now.
        }
        return false;
    }

    private void add(LogRecord record) throws IOException {
        if (record.type() == RecordType.ENTRIES.code()) {
            RecordedIds ids = RecordedIds.from(record.content());
            byte[] body = new byte[record.content().remaining()];
            record.content().get(body);
            add(EntryBody.parse(body, 0), ids, record.lsn());
        } else if (record.type() == RecordType.COMMIT.code() && contents.prepareOf(record.lsn()) >= 0) {
            RecordedIds ids = RecordedIds.from(record.content());
            if (concerns(ids)) {
                for (EntryBody body : prepared(contents.prepareOf(record.lsn()))) {
                    add(body, ids, record.lsn());
                }
            }
        }
    }

    private boolean concerns(RecordedIds ids) {
        for (long generation : ids.generations()) {
            if (generation == stream.generation()) {
                return true;
            }
        }
        return false;
    }

    private List<EntryBody> prepared(long lsn) throws IOException {
        List<EntryBody> bodies = new ArrayList<>();
        try (LogReader one = log.reader(lsn)) {
            LogRecord record = one.next();
            if (record != null && record.lsn() == lsn && record.type() == RecordType.PREPARE.code()) {
                PreparedBranches.read(record, bodies::add);
            }
        }
        return bodies;
    }

    private void add(EntryBody body, RecordedIds ids, long lsn) {
        List<EntrySection> sections = body.sections();
        for (int i = 0; i < sections.size() && i < ids.firstIds().length; i++) {
            EntrySection section = sections.get(i);
            if (ids.generations()[i] == stream.generation()
                    && section.stream().equals(stream.name())
                    && ids.firstIds()[i] + section.count() > nextId) {
                for (MemtableRun run : SectionRuns.of(section, body.bytes(), ids.firstIds()[i], lsn, ids.time())) {
                    runs.add(run.forReading());
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        runs.clear();
        nextId = endId;
        if (reader != null) {
            reader.close();
        }
    }
}
