package io.ironjournal.cdi;

import io.ironjournal.Journal;
import io.ironjournal.JournalBackup;
import io.ironjournal.JournalCursors;
import io.ironjournal.JournalMonitor;
import io.ironjournal.JournalReader;
import io.ironjournal.JournalRetention;
import io.ironjournal.JournalWriter;
import io.ironjournal.sharded.Checkpoints;
import io.ironjournal.sharded.ShardReader;
import io.ironjournal.sharded.ShardWriter;
import io.ironjournal.sharded.ShardedJournal;
import java.util.List;

/** The types with which a journal can be injected: the journal and its roles. */
final class JournalRoles {

    static final List<Class<?>> OF_JOURNAL = List.of(
            Journal.class,
            JournalReader.class,
            JournalWriter.class,
            JournalCursors.class,
            JournalRetention.class,
            JournalBackup.class,
            JournalMonitor.class);

    static final List<Class<?>> OF_SHARDED_JOURNAL =
            List.of(ShardedJournal.class, ShardReader.class, ShardWriter.class, Checkpoints.class);

    private JournalRoles() {}
}
