package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.Uid;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.arjuna.exceptions.ObjectStoreException;
import com.arjuna.ats.arjuna.state.OutputObjectState;

/** Crashes the process before or after Narayana writes or removes a log. */
final class HaltingStore {

    private static volatile HaltPoint point = HaltPoint.AFTER_ROLLBACK;

    private HaltingStore() {}

    /** To be called before Narayana is set up. */
    static void install(HaltPoint at) {
        point = at;
        arjPropertyManager.getObjectStoreEnvironmentBean().setObjectStoreType(ShadowNoFileLockStore.class.getName());
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

        private static void haltAt(HaltPoint here, String type) {
            if (here == point && type.contains("AtomicAction")) {
                HaltPoint.halt();
            }
        }
    }
}
