package io.ironjournal.config;

import io.ironjournal.JournalOptionsBuilder;
import java.util.List;

/** The keys for what a journal does by itself while it runs, and for its limits. */
final class OperationKeys {

    static final List<JournalKey<?>> ALL = List.of(
            new JournalKey<>(
                    "max-disk-space",
                    ValueType.SIZE,
                    "0",
                    "0 to 1024TiB. Above 0 it must be at least twice the log budget plus one segment; one segment if the log is not in files",
                    "Disk space that all files of the journal may use. Appends that would exceed it fail with DiskFullException until space"
                            + " is freed",
                    JournalOptionsBuilder::maxDiskSpace),
            new JournalKey<>(
                    "jmx",
                    ValueType.BOOLEAN,
                    "true",
                    "true, false",
                    "Whether JMX shows the journal while it is open",
                    JournalOptionsBuilder::jmx),
            new JournalKey<>(
                    "scrub-rate",
                    ValueType.SIZE,
                    "0",
                    "0 to 1TiB",
                    "Bytes per second that a background thread verifies, to find damaged segments that nobody reads",
                    JournalOptionsBuilder::scrubRate));

    private OperationKeys() {}
}
