package com.ibm.tx.jta;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.osgi.framework.BundleContext;

/** A fake of Open Liberty with its log, its services and its recovery. A test starts one at a time. */
public final class LibertyServer {

    private static final AtomicReference<LibertyServer> CURRENT = new AtomicReference<>();

    private final PartnerLog log = new PartnerLog();
    private final List<Xid> decided = new ArrayList<>();
    private final Map<String, Object> services = new HashMap<>();
    private final ServerTransactions transactions = new ServerTransactions(log, decided);

    public static LibertyServer start() {
        LibertyServer server = new LibertyServer();
        CURRENT.set(server);
        return server;
    }

    public static LibertyServer current() {
        return CURRENT.get();
    }

    public ExtendedTransactionManager manager() {
        return transactions;
    }

    public TransactionSynchronizationRegistry registry() {
        return transactions.registry();
    }

    /** Simulates a crash of the process after the decision is logged and before any resource commits. */
    public void crashAfterDecision() {
        transactions.crashAfterDecision();
    }

    public BundleContext services() {
        return (type, service, properties) -> {
            String key = properties.keys().nextElement();
            String filter = "(" + key + "=" + properties.get(key) + ")";
            services.put(filter, service);
            return () -> services.remove(filter);
        };
    }

    /**
     * Tries once to recover all resources in the log. Commits each branch that the log has decided, also if the resource does
     * not list it.
     *
     * @return whether recovery is complete; otherwise the server tries again later
     */
    public boolean recover() throws XAException {
        boolean complete = true;
        for (PartnerLog.Entry entry : log.entries()) {
            if (!(services.get(entry.factory()) instanceof XAResourceFactory factory)) {
                complete = false;
                continue;
            }
            XAResource resource = factory.getXAResource(entry.info());
            for (Xid xid : resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN)) {
                if (!isDecided(xid)) {
                    resource.rollback(xid);
                }
            }
            for (Xid xid : decided) {
                resource.commit(xid, false);
            }
            factory.destroyXAResource(resource);
        }
        return complete;
    }

    private boolean isDecided(Xid xid) {
        return decided.stream()
                .anyMatch(known -> java.util.Arrays.equals(known.getBranchQualifier(), xid.getBranchQualifier()));
    }
}
