package io.ironjournal.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.cursor.CursorFile;
import io.ironjournal.cursor.CursorTable;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.format.Manifest;
import io.ironjournal.io.SimulatedStorage;
import io.ironjournal.log.CommitListener;
import io.ironjournal.log.CommitLog;
import io.ironjournal.log.Committer;
import io.ironjournal.log.LogRecovery;
import io.ironjournal.log.LogSettings;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far branches let a flush mark go. */
class PreparedBranchesTest {

    private PreparedBranches branches;

    @BeforeEach
    void startWithoutBranches() throws IOException {
        CursorFile none = new CursorFile(new SimulatedStorage(1), new UUID(0, 0));
        branches = new PreparedBranches(committer(), new CursorTable(none), 0);
    }

    @Test
    void aMarkDoesNotPassThePrepareOfACommitBehindWhatIsFlushed() {
        committed(1, 100, 300);
        committed(2, 200, 500);
        // The second branch was decided after the flusher chose 400, so that it was not carried forward.
        assertEquals(200, branches.limitMark(400));
        assertEquals(600, branches.limitMark(600));
    }

    @Test
    void aMarkMayComeBetweenAPrepareAndACommitWhoseEntriesAreFlushed() {
        prepared(1, 200);
        committed(2, 100, 300);
        assertEquals(200, branches.limitMark(400));
    }

    private void committed(int number, long preparedLsn, long committedLsn) {
        branches.committed(prepared(number, preparedLsn), committedLsn);
    }

    private PreparedBranch prepared(int number, long lsn) {
        BranchId id = new BranchId(number, new byte[0], new byte[0]);
        PreparedBranch branch =
                new PreparedBranch(id, Instant.EPOCH, EntryBodyBuilder.batch("orders", new byte[1][0], 4));
        branch.lsn(lsn);
        branches.add(branch);
        return branch;
    }

    private static Committer committer() {
        CommitListener nobody = new CommitListener() {
            @Override
            public void groupCommitted() {}

            @Override
            public void logFull() {}

            @Override
            public void failed(Throwable cause) {}
        };
        return new Committer(log(), nobody, Runnable::run, false);
    }

    private static CommitLog log() {
        try {
            SimulatedStorage storage = new SimulatedStorage(1);
            storage.createDirectory("log");
            return LogRecovery.create(
                    new LogSettings(storage, 8 << 10, 64 << 10, Runnable::run, failure -> {}),
                    new Manifest(0, new UUID(1, 2)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
