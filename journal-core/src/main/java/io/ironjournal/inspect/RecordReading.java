package io.ironjournal.inspect;

import io.ironjournal.JournalException;
import io.ironjournal.branch.PreparedBranches;
import io.ironjournal.files.RecordInfo;
import io.ironjournal.files.RecordScan;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.RecordType;
import io.ironjournal.format.StreamChange;
import io.ironjournal.log.InspectedRecord;
import io.ironjournal.log.InspectedRecords;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.write.RecordedIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Describes the records of the log, one after the other. */
final class RecordReading implements RecordScan {

    private @Nullable InspectedRecords records;
    private @Nullable RecordInfo next;

    RecordReading(@Nullable InspectedRecords records) {
        this.records = records;
    }

    private record Described(
            long lsn, String type, long size, long group, List<String> streams, long entries, boolean behindEnd)
            implements RecordInfo {}

    @Override
    public boolean hasNext() {
        InspectedRecords open = records;
        if (next == null && open != null) {
            try {
                InspectedRecord found = open.next();
                next = found == null ? null : describe(found);
            } catch (IOException e) {
                next = null;
            }
            if (next == null) {
                close();
            }
        }
        return next != null;
    }

    private static RecordInfo describe(InspectedRecord found) {
        LogRecord record = found.record();
        RecordType type = RecordType.required(record.type());
        List<EntrySection> sections = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        try {
            switch (type) {
                case ENTRIES -> {
                    RecordedIds.from(record.content());
                    byte[] body = new byte[record.content().remaining()];
                    record.content().get(body);
                    sections.addAll(EntryBody.parse(body, 0).sections());
                }
                case PREPARE -> PreparedBranches.read(record, body -> sections.addAll(body.sections()));
                case TRUNCATE, DELETE -> changed.add(StreamChange.decode(record.content()).stream());
                default -> {
                    // It concerns no stream.
                }
            }
        } catch (JournalException e) {
            // The scan of the log reports it.
        }
        sections.forEach(section -> changed.add(section.stream()));
        return new Described(
                record.lsn(),
                type.name(),
                found.size(),
                found.durable(),
                List.copyOf(changed),
                sections.stream().mapToLong(EntrySection::count).sum(),
                found.behindEnd());
    }

    @Override
    public RecordInfo next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The log has no more records");
        }
        RecordInfo found = next;
        next = null;
        if (found == null) {
            throw new NoSuchElementException();
        }
        return found;
    }

    @Override
    public void close() {
        InspectedRecords open = records;
        records = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // The file was only read.
            }
        }
    }
}
