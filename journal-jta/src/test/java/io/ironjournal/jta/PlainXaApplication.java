package io.ironjournal.jta;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironjournal.Journal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Makes every call of the XA resource of a {@link JournalXADataSource}, and returns the content of the journal. */
public final class PlainXaApplication implements Callable<List<String>> {

    private final Path directory;

    public PlainXaApplication(Path directory) {
        this.directory = directory;
    }

    @Override
    public List<String> call() throws Exception {
        try (Journal journal = Journal.open(directory)) {
            JournalXADataSource source = new JournalXADataSource(journal);
            XAResource resource = source.getXAConnection().getXAResource();
            resource.commit(branch(source, "one phase"), true);
            Xid two = branch(source, "two phases");
            resource.prepare(two);
            resource.commit(two, false);
            resource.rollback(branch(source, "rolled back"));
            Xid doubt = branch(source, "in doubt");
            resource.prepare(doubt);
            resource.rollback(resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN)[0]);
            decideByHand(journal, source);
            refuse(source);
            return List.of(
                    new String(journal.get("orders", 0).orElseThrow(), UTF_8),
                    new String(journal.get("orders", 1).orElseThrow(), UTF_8),
                    journal.nextId("orders") + " entries");
        }
    }

    private static Xid branch(JournalXADataSource source, String entry) throws XAException {
        Xid xid = TestXid.next();
        try (JournalXAConnection connection = source.getXAConnection()) {
            connection.getXAResource().start(xid, XAResource.TMNOFLAGS);
            connection.getConnection().writer("orders").add(entry.getBytes(UTF_8));
            connection.getXAResource().end(xid, XAResource.TMSUCCESS);
        }
        return xid;
    }

    private static void decideByHand(Journal journal, JournalXADataSource source) throws XAException {
        Xid doubt = branch(source, "in doubt");
        source.getXAConnection().getXAResource().prepare(doubt);
        new InDoubtBranches(journal).rollback(doubt);
    }

    /** Checks that a branch with a rejected entry fails in prepare, which ends it. */
    private static void refuse(JournalXADataSource source) throws XAException {
        Xid xid = TestXid.next();
        JournalXAConnection connection = source.getXAConnection();
        connection.getXAResource().start(xid, XAResource.TMNOFLAGS);
        try {
            connection.getConnection().writer("orders").add("", new byte[1]);
            throw new IllegalStateException("The stream name was not rejected");
        } catch (io.ironjournal.InvalidStreamNameException refused) {
            connection.close();
        }
        try {
            connection.getXAResource().prepare(xid);
            throw new IllegalStateException("The branch was prepared");
        } catch (XAException rollback) {
            if (rollback.errorCode != XAException.XA_RBROLLBACK) {
                throw rollback;
            }
        }
    }
}
