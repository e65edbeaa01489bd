package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.internal.arjuna.objectstore.ShadowNoFileLockStore;
import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import com.arjuna.ats.internal.arjuna.objectstore.hornetq.HornetqObjectStoreAdaptor;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.jta.TransactionalJournal;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * A process that commits two-phase transactions for some seconds, with Narayana's log in one place, and prints how many it
 * commits in a second. Each transaction has five entries of 128 bytes in the journal, and a second resource that does nothing.
 * With Derby, it has a row there instead of that resource, or instead of the entries.
 */
final class LogPlacesApplication {

    /** Where Narayana's log is. */
    enum Place {
        FILES,
        ARTEMIS,
        /** Nowhere: nothing survives. */
        VOLATILE,
        JOURNAL,
        /** In the journal, whose branches force their votes. */
        FORCED,
        /** In the journal. The second resource is Derby. */
        JOURNAL_AND_DERBY,
        /** In a journal that has only the log, with one force for each decision. The resources are Derby and one that does nothing. */
        DERBY;

        boolean hasEntries() {
            return this != DERBY;
        }

        boolean hasDerby() {
            return this == DERBY || this == JOURNAL_AND_DERBY;
        }
    }

    /** On two processors, the compiler of the JVM takes a quarter of them in the first ten seconds. */
    private static final long WARM_UP = TimeUnit.SECONDS.toNanos(18);

    private static final long MEASURED = TimeUnit.SECONDS.toNanos(6);

    private LogPlacesApplication() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        Place place = Place.valueOf(args[1]);
        int threads = Integer.parseInt(args[2]);
        Journal journal = Journal.open(directory.resolve("journal"));
        NarayanaSetup setup = NarayanaSetup.in(directory.resolve("store"))
                .nodeIdentifier("speed")
                .manualRecovery();
        switch (place) {
            case FILES -> useStore(ShadowNoFileLockStore.class);
            case ARTEMIS -> useStore(HornetqObjectStoreAdaptor.class);
            case VOLATILE -> useStore(VolatileStore.class);
            case JOURNAL, JOURNAL_AND_DERBY, DERBY -> setup.logIn(journal);
            case FORCED -> setup.logIn(journal).forceVotes();
        }
        DerbyRows rows = place.hasDerby() ? new DerbyRows(directory.resolve("derby")) : null;
        try (Narayana narayana = setup.start()) {
            TransactionManager manager = narayana.transactionManager();
            TransactionalJournal orders = TransactionalJournal.of(journal, manager, narayana.synchronizationRegistry());
            System.out.println("committed "
                    + measure(
                            threads,
                            () -> new Transacting(manager, place.hasEntries() ? orders : null, inserter(rows))));
        }
        // Threads of some stores would keep the process alive.
        System.exit(0);
    }

    private static void useStore(Class<?> store) {
        arjPropertyManager.getObjectStoreEnvironmentBean().setObjectStoreType(store.getName());
    }

    private static DerbyRows.@Nullable Inserter inserter(@Nullable DerbyRows rows) {
        try {
            return rows == null ? null : rows.inserter();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long measure(int threads, Supplier<Transacting> transactions) throws InterruptedException {
        LongAdder committed = new LongAdder();
        long begin = System.nanoTime();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                Transacting transacting = transactions.get();
                for (long now = 0; now < WARM_UP + MEASURED; now = System.nanoTime() - begin) {
                    transacting.commitOne();
                    if (now > WARM_UP) {
                        committed.increment();
                    }
                }
            });
            all.add(thread);
            thread.start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        return committed.sum() / TimeUnit.NANOSECONDS.toSeconds(MEASURED);
    }

    /**
     * The transactions of one thread.
     *
     * @param orders gets the entries; null for none
     * @param rows adds a row to the database; null for none
     */
    private record Transacting(
            TransactionManager manager, @Nullable TransactionalJournal orders, DerbyRows.@Nullable Inserter rows) {

        private static final byte[] ENTRY = new byte[128];

        void commitOne() {
            try {
                manager.begin();
                if (orders != null) {
                    TxnWriter writer = orders.writer("orders");
                    for (int i = 0; i < 5; i++) {
                        writer.add(ENTRY);
                    }
                }
                if (rows != null) {
                    manager.getTransaction().enlistResource(rows.connection().getXAResource());
                    rows.addRow();
                }
                if (orders == null || rows == null) {
                    manager.getTransaction().enlistResource(new Idle());
                }
                manager.commit();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A second resource, so that there is a decision. */
    private static final class Idle implements XAResource {

        @Override
        public int prepare(Xid xid) {
            return XA_OK;
        }

        @Override
        public boolean isSameRM(XAResource other) {
            return other == this;
        }

        @Override
        public Xid[] recover(int flags) {
            return new Xid[0];
        }

        @Override
        public void start(Xid xid, int flags) {}

        @Override
        public void end(Xid xid, int flags) {}

        @Override
        public void commit(Xid xid, boolean onePhase) {}

        @Override
        public void rollback(Xid xid) {}

        @Override
        public void forget(Xid xid) {}

        @Override
        public int getTransactionTimeout() {
            return 0;
        }

        @Override
        public boolean setTransactionTimeout(int seconds) {
            return false;
        }
    }
}
