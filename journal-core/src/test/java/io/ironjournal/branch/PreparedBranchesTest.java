package io.ironjournal.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.cursor.CursorFile;
import io.ironjournal.cursor.CursorTable;
import io.ironjournal.figures.JournalFigures;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.format.Manifest;
import io.ironjournal.format.SectionCompression;
import io.ironjournal.log.CommitListener;
import io.ironjournal.log.Committer;
import io.ironjournal.log.LogRecovery;
import io.ironjournal.log.LogSettings;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.write.NoClaims;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How branches limit the flush mark. */
class PreparedBranchesTest {

    private PreparedBranches branches;

    @BeforeEach
    void startWithoutBranches() {
        branches = new PreparedBranches(
                new BranchTable(() -> {}), committer(), log(), cursors(), NoClaims.create(), 0, 1 << 20);
    }

    private static CursorTable cursors() {
        return new CursorTable(new CursorFile(new SimulatedStorage(1), new UUID(0, 0)));
    }

    @Test
    void flushMark_staysBelowThePrepareOfABranchThatCommittedAfterTheFlush() {
        committed(1, 100, 300);
        committed(2, 200, 500);
        // The second branch committed after the flusher chose 400, so it was not carried forward.
        assertEquals(200, branches.limitMark(400));
        assertEquals(600, branches.limitMark(600));
    }

    @Test
    void flushMark_canLieBetweenAPrepareAndACommitWhoseEntriesAreFlushed() {
        prepared(1, 200);
        committed(2, 100, 300);
        assertEquals(200, branches.limitMark(400));
    }

    @Test
    void entriesBeyondTheMemoryLimit_areDroppedOldestFirst() {
        long length = prepared(0, 50).length();
        PreparedBranches three = new PreparedBranches(
                new BranchTable(() -> {}), committer(), log(), cursors(), NoClaims.create(), 0, 3 * length);
        List<PreparedBranch> all =
                IntStream.range(0, 5).mapToObj(i -> prepared(three, i, 100 + i)).toList();
        assertEquals(List.of(false, false, true, true, true), inMemory(all));
        three.rolledBack(all.get(3));
        PreparedBranch next = prepared(three, 5, 300);
        assertEquals(List.of(false, false, true, false, true), inMemory(all));
        assertEquals(List.of(true), inMemory(List.of(next)));
    }

    private static List<Boolean> inMemory(List<PreparedBranch> all) {
        return all.stream().map(branch -> branch.body() != null).toList();
    }

    private void committed(int number, long preparedLsn, long committedLsn) {
        branches.committed(prepared(number, preparedLsn), committedLsn);
    }

    private PreparedBranch prepared(int number, long lsn) {
        return prepared(branches, number, lsn);
    }

    private static PreparedBranch prepared(PreparedBranches branches, int number, long lsn) {
        BranchId id = new BranchId(number, new byte[0], new byte[0]);
        PreparedBranch branch = branches.describe(
                id, Instant.EPOCH, EntryBodyBuilder.batch("orders", new byte[1][0], 4, SectionCompression.NONE));
        branch.lsn(lsn);
        branches.restore(branch);
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
        return new Committer(
                log(),
                nobody,
                Runnable::run,
                InstantSource.system(),
                new JournalFigures("test", Runnable::run),
                null,
                false);
    }

    private static CommitLog log() {
        try {
            SimulatedStorage storage = new SimulatedStorage(1);
            storage.createDirectory("log");
            return LogRecovery.create(
                    new LogSettings(
                            storage,
                            8 << 10,
                            64 << 10,
                            Runnable::run,
                            failure -> {},
                            new JournalFigures("test", Runnable::run)),
                    new Manifest(0, new UUID(1, 2)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
