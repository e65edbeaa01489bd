package io.ironjournal.recovery;

import io.ironjournal.branch.PreparedBranches;
import io.ironjournal.checkpoint.CheckpointTable;
import io.ironjournal.checkpoint.CompactWrite;
import io.ironjournal.flush.Flusher;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.RecordType;
import io.ironjournal.format.SnapshotPart;
import io.ironjournal.manager.StateTable;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.transaction.InDoubtBranch;
import io.ironjournal.write.RecordedIds;
import java.io.IOException;
import java.util.List;

/**
 * Replays the records of the log in their order: entries into memtables, checkpoints and cursors into their tables,
 * PREPARE records into the in-doubt table, STATE records into the table of states.
 */
public final class Replay {

    private final StreamReplay streams;
    private final PreparedBranches branches;
    private final StateTable states;
    private final CheckpointTable checkpoints;
    private final Flusher flusher;
    private final LogScan scan;
    private final long flushed;

    /** Whether parts of the log were discarded. A PREPARE whose entries are not needed may be missing then. */
    private boolean discarded;

    private long records;
    private long entries;

    /**
     * Prepares a replay.
     *
     * @param scan the scan of the log; below its flushed LSN, entries are in segments and only branches are replayed
     * @param flusher flushes memtables during the replay when they become too large
     */
    public Replay(
            StreamReplay streams,
            PreparedBranches branches,
            StateTable states,
            CheckpointTable checkpoints,
            LogScan scan,
            Flusher flusher) {
        this.streams = streams;
        this.branches = branches;
        this.states = states;
        this.checkpoints = checkpoints;
        this.scan = scan;
        this.flushed = scan.flushMark().flushed();
        this.flusher = flusher;
    }

    /** Replays the log to its end. */
    public void run(Recovery.Opened opened) throws IOException {
        CommitLog log = opened.log().log();
        discarded = opened.files().areBuilt() && opened.log().begin() > 0;
        streams.begin(scan);
        try (LogReader records = log.reader(scan.flushMark().lowWaterMark())) {
            readAll(
                    records,
                    new ReplayProgress(
                            log.durable(),
                            System::nanoTime,
                            line -> System.getLogger("io.ironjournal").log(System.Logger.Level.INFO, line)));
        }
        streams.end();
    }

    private void readAll(LogReader log, ReplayProgress progress) throws IOException {
        for (LogRecord record = log.next(); record != null; record = log.next()) {
            RecordType type = RecordType.required(record.type());
            replay(type, record);
            progress.at(record.lsn());
            if (type != RecordType.MARK && type != RecordType.DURABLE) {
                records++;
            }
            if (flusher.earlyWriteDue()) {
                flusher.writeEarly();
            }
        }
    }

    private void replay(RecordType type, LogRecord record) throws IOException {
        switch (type) {
            case ENTRIES -> {
                if (record.lsn() >= flushed) {
                    replayEntries(record);
                }
            }
            case PREPARE -> branches.replayPrepare(record);
            case COMMIT -> {
                if (record.lsn() >= flushed) {
                    branches.replayCommit(record, this::replay, discarded);
                } else {
                    branches.replayFlushedCommit(record);
                }
            }
            case ROLLBACK -> branches.replayRollback(record);
            case STATE -> states.replay(record);
            case COMPACT -> {
                SnapshotState snapshot = scan.snapshot();
                if (record.lsn() >= flushed && (snapshot == null || record.lsn() >= snapshot.cut())) {
                    CompactWrite.replay(record, checkpoints);
                }
            }
            case SNAPSHOT -> {
                SnapshotPart part = SnapshotPart.decode(record.content(), record.lsn());
                if (part.kind() == SnapshotPart.Kind.END) {
                    branches.forgetBelow(part.cut());
                    states.forgetBelow(part.cut());
                }
            }
            case MARK, DURABLE, TRUNCATE, DELETE, END -> {
                // LogScan has handled these.
            }
        }
    }

    private void replayEntries(LogRecord record) throws IOException {
        RecordedIds ids = RecordedIds.from(record.content());
        byte[] body = new byte[record.content().remaining()];
        record.content().get(body);
        replay(EntryBody.parse(body, 0), ids, record.lsn());
    }

    private void replay(EntryBody body, RecordedIds ids, long lsn) throws IOException {
        entries += body.count();
        streams.replay(body, ids, lsn);
    }

    long records() {
        return records;
    }

    long entries() {
        return entries;
    }

    long streams() {
        return streams.replayed();
    }

    List<String> notes() {
        return streams.notes();
    }

    List<InDoubtBranch> inDoubt() {
        return branches.list();
    }
}
