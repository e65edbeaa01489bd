package io.ironjournal.jta;

import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedCrash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * A machine with two journals and a transaction manager whose log never fails. A power failure affects all at once, and
 * unforced data is lost. The seed determines all random choices.
 */
final class SimulatedMachine {

    private static final String STREAM = "orders";

    /** The outcome of the transaction, as the transaction manager or, with one phase, the application knows it. */
    enum Outcome {
        COMMITTED,
        ROLLED_BACK,
        UNKNOWN
    }

    private final SplittableRandom random;
    private final List<CrashableLog> logs = new ArrayList<>();
    private final List<Journal> journals = new ArrayList<>();
    private final Xid xid = TestXid.next();
    private final String entry;
    private boolean decided;

    /** Starts a machine with two journals, whose logs are created from seeds. */
    SimulatedMachine(long seed, LongFunction<? extends CrashableLog> log) {
        this.random = new SplittableRandom(seed);
        this.entry = "entry " + "x".repeat(random.nextInt(2_000));
        for (int i = 0; i < 2; i++) {
            logs.add(log.apply(seed + i));
        }
        open();
        // Vary where records and segments end.
        for (Journal journal : journals) {
            for (int i = random.nextInt(20); i > 0; i--) {
                journal.append("others", new byte[random.nextInt(3_000)]);
            }
        }
    }

    private static JournalOptionsBuilder options() {
        return JournalOptions.builder(Path.of("simulated"))
                .logSegmentSize(8 << 10)
                .logBudget(64 << 10)
                .maxSegmentSize(8 << 10)
                .maxEntrySize(8 << 10)
                .maxTransactionSize(16 << 10);
    }

    CrashableLog log(int number) {
        return logs.get(number);
    }

    private void open() {
        journals.clear();
        for (CrashableLog log : logs) {
            Journal journal = log.open(options());
            journals.add(journal);
            new JournalXADataSource(journal);
        }
    }

    /** Commits in two phases, or rolls back when a vote fails. Later failures are left to recovery. */
    Outcome commitInTwoPhases() throws XAException {
        try {
            for (Journal journal : journals) {
                work(journal);
            }
            for (Journal journal : journals) {
                resource(journal).prepare(xid);
            }
        } catch (XAException refused) {
            forAll(resource -> resource.rollback(xid));
            return Outcome.ROLLED_BACK;
        }
        decided = true;
        forAll(resource -> resource.commit(xid, false));
        return Outcome.COMMITTED;
    }

    /** Commits the first journal in one phase. */
    Outcome commitInOnePhase() throws XAException {
        work(journals.get(0));
        try {
            resource(journals.get(0)).commit(xid, true);
            return Outcome.COMMITTED;
        } catch (XAException failed) {
            return failed.errorCode == XAException.XA_RBOTHER ? Outcome.ROLLED_BACK : Outcome.UNKNOWN;
        }
    }

    private void work(Journal journal) throws XAException {
        JournalXAConnection connection = new JournalXADataSource(journal).getXAConnection();
        XAResource resource = connection.getXAResource();
        resource.start(xid, XAResource.TMNOFLAGS);
        connection.getConnection().writer(STREAM).add(entry.getBytes(StandardCharsets.UTF_8));
        resource.end(xid, XAResource.TMSUCCESS);
    }

    private interface XaCall {
        void on(XAResource resource) throws XAException;
    }

    private void forAll(XaCall call) {
        for (Journal journal : journals) {
            try {
                call.on(resource(journal));
            } catch (XAException leftToRecovery) {
                if (leftToRecovery.errorCode == 0) {
                    throw new AssertionError("No code", leftToRecovery);
                }
            }
        }
    }

    private static XAResource resource(Journal journal) {
        return new JournalXADataSource(journal).getXAConnection().getXAResource();
    }

    /** Simulates a power failure and a restart. */
    void cutPower() {
        reboot(log -> {});
    }

    /** Simulates repeated power failures while the journals are opened or recovered, and then a last restart. */
    void cutPowerRepeatedly() {
        for (int operation = 1; operation < 12; operation++) {
            int crashing = operation;
            try {
                reboot(log -> log.crashAfter(crashing));
                recover();
            } catch (SimulatedCrash | JournalException | XAException goneAgain) {
                // The next round restarts.
            }
        }
        cutPower();
    }

    private void reboot(Consumer<CrashableLog> prepared) {
        logs.replaceAll(log -> log.afterPowerCut(random.nextLong()));
        for (Journal journal : journals) {
            closeQuietly(journal);
        }
        logs.forEach(prepared);
        open();
    }

    private static void closeQuietly(Journal journal) {
        try {
            journal.close();
        } catch (SimulatedCrash | JournalException dead) {
            // The storage has failed.
        }
        XaJournals.forgetClosed();
    }

    /** Recovers as a transaction manager does: commits decided branches and rolls back all others. */
    void recover() throws XAException {
        for (Journal journal : journals) {
            XAResource resource = resource(journal);
            for (Xid prepared : resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN)) {
                if (decided) {
                    resource.commit(prepared, false);
                } else {
                    resource.rollback(prepared);
                }
            }
        }
    }

    /** Returns how often each journal contains the entry of the transaction. */
    List<Integer> copies() {
        return journals.stream().map(this::copies).toList();
    }

    private int copies(Journal journal) {
        int found = 0;
        for (long id = 0; id < journal.nextId(STREAM); id++) {
            byte[] data = journal.get(STREAM, id).orElseThrow();
            if (!new String(data, StandardCharsets.UTF_8).equals(entry)) {
                throw new AssertionError("Entry " + id + " has other bytes");
            }
            found++;
        }
        return found;
    }

    int inDoubt() {
        return journals.stream()
                .mapToInt(journal -> Transactions.of(journal).inDoubt().size())
                .sum();
    }

    void close() {
        journals.forEach(SimulatedMachine::closeQuietly);
    }
}
