package io.ironjournal.spi.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.JournalLockedException;
import io.ironjournal.format.RecordType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests commit logs that crash, fail or fill up. It is a part of {@link CommitLogContract}. */
abstract class CommitLogFaultsContract extends CommitLogFixture {

    @Test
    void durableGroups_surviveCrashes_andNothingFollowsAGap() throws IOException {
        OpenedLog opened = create();
        for (int seed = 0; seed < 8; seed++) {
            List<String> before = read(opened.log().reader(opened.begin()));
            add(opened.log(), "durable " + seed);
            commit(opened.log());
            for (int i = 0; i < 3; i++) {
                add(opened.log(), "perhaps " + seed + "." + i);
            }
            if (opened.log().capabilities().handsOver()) {
                opened.log().handOver();
            }
            crash(seed);
            opened = reopen();
            List<String> after = read(opened.log().reader(opened.begin()));
            before.add("durable " + seed);
            for (int i = 0; before.size() < after.size(); i++) {
                before.add("perhaps " + seed + "." + i);
            }
            assertEquals(before, after);
            assertEquals(opened.log().end(), opened.log().durable());
        }
    }

    @Test
    void handedOverGroups_surviveAKill_andACrashOnceCommitted() throws IOException {
        OpenedLog opened = create();
        if (!opened.log().capabilities().handsOver()) {
            return;
        }
        add(opened.log(), "record 0");
        opened.log().handOver();
        kill();
        opened = reopen();
        assertEquals(numbers(0, 1), read(opened.log().reader(0)));
        add(opened.log(), "record 1");
        opened.log().handOver();
        opened.log().commitHandedOver();
        assertEquals(opened.log().end(), opened.log().durable());
        crash(1);
        opened = reopen();
        assertEquals(numbers(0, 2), read(opened.log().reader(0)));
        add(opened.log(), "record 2");
        opened.log().handOver();
        commit(opened.log());
        crash(2);
        assertEquals(numbers(0, 3), read(reopen().log().reader(0)), "an empty group makes handed-over records durable");
    }

    /** Either the later opening waits until the earlier writer is gone, or the earlier writer is fenced. */
    @Test
    void earlierWriter_acknowledgesNothing_afterALaterOpening() throws IOException {
        OpenedLog earlier = create();
        add(earlier.log(), "record 0");
        commit(earlier.log());
        OpenedLog later;
        try {
            later = reopen();
        } catch (JournalLockedException refused) {
            return;
        }
        Throwable failure = null;
        try {
            add(earlier.log(), "too late");
            failure = send(earlier.log()).await();
        } catch (IOException e) {
            failure = e;
        }
        assertNotNull(failure);
        add(later.log(), "record 1");
        commit(later.log());
        assertEquals(numbers(0, 2), read(later.log().reader(0)));
    }

    @Test
    void fullLog_refusesARecordUnchanged_andKeepsRoomForUrgentRecords() throws IOException {
        OpenedLog opened = create();
        CommitLog log = opened.log();
        if (!log.capabilities().canFillUp()) {
            return;
        }
        log.reserveForLater(500);
        limitRoom(100_000);
        int taken = 0;
        long end = log.end();
        try {
            for (; taken < 10_000; taken++) {
                add(log, ENTRIES, new byte[1000]);
                commit(log);
                end = log.end();
            }
        } catch (LogFullException full) {
            assertEquals(end, log.end());
        }
        assertTrue(taken < 10_000, "The log never filled up");
        assertThrows(LogFullException.class, () -> log.reserve(1000, false));
        log.reserve(500, true);
        log.add(RecordType.COMMIT.code(), ByteBuffer.allocate(0), new byte[500]);
        commit(log);
        log.releaseReservation(500);
        limitRoom(1 << 20);
        add(log, ENTRIES, new byte[1000]);
        commit(log);
        assertEquals(taken + 1, read(log.reader(0)).size());
    }

    @Test
    void failedGroup_failsAllLaterGroups_andTheLogCanBeOpenedAgain() throws IOException {
        OpenedLog opened = create();
        CommitLog log = opened.log();
        add(log, "record 0");
        commit(log);
        fail();
        add(log, "unknown");
        assertNotNull(send(log).await());
        Throwable later = null;
        try {
            add(log, "nothing");
            later = send(log).await();
        } catch (IOException e) {
            later = e;
        }
        assertNotNull(later);
        kill();
        List<String> found = read(reopen().log().reader(0));
        assertTrue(List.of(numbers(0, 1), List.of("record 0", "unknown")).contains(found), found.toString());
    }
}
