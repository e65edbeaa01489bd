package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.Uid;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.arjuna.exceptions.ObjectStoreException;
import com.arjuna.ats.arjuna.state.OutputObjectState;
import io.ironjournal.ForwardingJournal;
import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.spi.transaction.ManagerStates;
import io.ironjournal.spi.transaction.Transactions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Crashes the process before or after Narayana writes or removes a log. */
final class HaltingStore {

    private static volatile HaltPoint point = HaltPoint.AFTER_ROLLBACK;

    private HaltingStore() {}

    /** To be called before Narayana is set up. */
    static void install(HaltPoint at) {
        point = at;
        arjPropertyManager.getObjectStoreEnvironmentBean().setObjectStoreType(ShadowNoFileLockStore.class.getName());
    }

    /** Returns a journal that crashes the process before or after its states change. */
    static Journal halting(Journal journal) {
        Transactions transactions = Transactions.of(journal);
        ManagerStates states = new HaltingStates(transactions.states(), new AtomicInteger());
        Transactions halting = (Transactions) Proxy.newProxyInstance(
                Transactions.class.getClassLoader(),
                new Class<?>[] {Transactions.class},
                (self, called, args) -> switch (called.getName()) {
                    case "states" -> states;
                    case "decide" -> decide((String) args[0], () -> called.invoke(transactions, args));
                    default -> called.invoke(transactions, args);
                });
        return new ForwardingJournal() {
            @Override
            protected Journal delegate() {
                return journal;
            }

            @Override
            public <T> Optional<T> unwrap(Class<T> type) {
                return type == Transactions.class ? Optional.of(type.cast(halting)) : journal.unwrap(type);
            }
        };
    }

    private interface Call {
        Object run() throws Throwable;
    }

    private static Object decide(String key, Call call) throws Throwable {
        haltAt(HaltPoint.BEFORE_LOG, key);
        failAt(HaltPoint.LOG_FORCE_FAILS_LOST, key);
        if (point == HaltPoint.DURING_LOG && key.contains("AtomicAction")) {
            TestNarayana.LOG_WRITES.haltInWrite(1);
        }
        Object result = called(call);
        failAt(HaltPoint.LOG_FORCE_FAILS_WRITTEN, key);
        haltAt(HaltPoint.AFTER_LOG, key);
        return result;
    }

    private static Object called(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void failAt(HaltPoint here, String key) {
        if (here == point && key.contains("AtomicAction")) {
            throw new JournalFailedException("injected: the force failed", true, null);
        }
    }

    private static void haltAt(HaltPoint here, String type) {
        if (here == point && type.contains("AtomicAction")) {
            HaltPoint.halt();
        }
    }

    /** @param reads how often the keys were read. The first time is the check at the start */
    private record HaltingStates(ManagerStates states, AtomicInteger reads) implements ManagerStates {

        @Override
        public void put(String key, byte[] state) {
            states.put(key, state);
        }

        @Override
        public boolean remove(String key) {
            haltAt(HaltPoint.BEFORE_LOG_REMOVAL, key);
            boolean removed = states.remove(key);
            haltAt(HaltPoint.AFTER_LOG_REMOVAL, key);
            return removed;
        }

        @Override
        public void force() {
            states.force();
        }

        @Override
        public Optional<byte[]> get(String key) {
            requireReadable();
            return states.get(key);
        }

        @Override
        public List<String> keys() {
            if (reads.getAndIncrement() > 0) {
                requireReadable();
            }
            return states.keys();
        }

        private static void requireReadable() {
            if (point == HaltPoint.LOG_UNREADABLE) {
                throw new JournalFailedException("injected: the journal has failed", false, null);
            }
        }
    }

    /** Narayana's own store under its own name, which is that of the directory. Narayana creates it. */
    public static final class ShadowNoFileLockStore
            extends com.arjuna.ats.internal.arjuna.objectstore.ShadowNoFileLockStore {

        public ShadowNoFileLockStore(ObjectStoreEnvironmentBean bean) throws ObjectStoreException {
            super(bean);
        }

        @Override
        public boolean write_committed(Uid uid, String type, OutputObjectState state) throws ObjectStoreException {
            haltAt(HaltPoint.BEFORE_LOG, type);
            boolean written = super.write_committed(uid, type, state);
            haltAt(HaltPoint.AFTER_LOG, type);
            return written;
        }

        @Override
        public boolean remove_committed(Uid uid, String type) throws ObjectStoreException {
            haltAt(HaltPoint.BEFORE_LOG_REMOVAL, type);
            boolean removed = super.remove_committed(uid, type);
            haltAt(HaltPoint.AFTER_LOG_REMOVAL, type);
            return removed;
        }
    }
}
