package io.ironjournal.jta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what the log says about branches in doubt when a journal is registered for recovery. */
class InDoubtNoticeTest {

    private final InMemoryJournal journal = new InMemoryJournal();
    private final Logger logger = Logger.getLogger("io.ironjournal.jta");
    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            lines.add(record.getLevel() + " " + new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setLevel(Level.INFO);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void close() {
        logger.removeHandler(handler);
        logger.setLevel(null);
        logger.setUseParentHandlers(true);
        journal.close();
    }

    @Test
    void register_branchInDoubt_logsHowManyWait() throws XAException {
        prepare();
        try (JournalRecovery recovery = JournalRecovery.byServer(journal)) {
            assertEquals(1, lines.size(), recovery + " " + lines);
            assertTrue(lines.get(0).startsWith("INFO "), lines.get(0));
            assertTrue(lines.get(0).contains("has branches in doubt: 1."), lines.get(0));
        }
    }

    private void prepare() throws XAException {
        JournalXAConnection connection = new JournalXADataSource(journal).getXAConnection();
        XAResource resource = connection.getXAResource();
        Xid xid = TestXid.next();
        resource.start(xid, XAResource.TMNOFLAGS);
        connection.getConnection().writer("s").add(new byte[1]);
        resource.end(xid, XAResource.TMSUCCESS);
        resource.prepare(xid);
    }

    @Test
    void branchInDoubtForLong_isLoggedOnce_andListenersHearOfItAtEachCheck() throws Exception {
        prepare();
        BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();
        try (JournalRecovery recovery = JournalRecovery.byServer(journal)) {
            recovery.whenInDoubtTooLong(branches -> heard.add(branches.size()));
            lines.clear();
            OldBranches.lookAsIf(journal, Duration.ofMinutes(6));
            OldBranches.lookAsIf(journal, Duration.ofMinutes(7));
            assertEquals(1, lines.size(), lines::toString);
            assertTrue(lines.get(0).startsWith("WARNING "), lines.get(0));
            assertTrue(lines.get(0).contains("has 1 branch(es) in doubt for more than 5 minutes"), lines.get(0));
            prepare();
            OldBranches.lookAsIf(journal, Duration.ofMinutes(8));
            assertEquals(2, lines.size(), lines::toString);
            for (int branches : new int[] {1, 1, 2}) {
                assertEquals(branches, heard.poll(30, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void register_nothingInDoubt_logsNothing() {
        try (JournalRecovery recovery = JournalRecovery.byServer(journal)) {
            assertEquals(List.of(), lines, recovery.toString());
        }
    }
}
