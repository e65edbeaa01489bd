package io.ironjournal.cdi;

import io.ironjournal.jta.JournalRecoveryHandle;
import io.ironjournal.jta.JournalTransactionIntegration;
import io.ironjournal.narayana.NarayanaIntegration;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/** Narayana's integration with a record of its calls. The service loader finds it during a test. */
public final class RecordingIntegration implements JournalTransactionIntegration {

    private static final List<String> EVENTS = new ArrayList<>();

    private final NarayanaIntegration narayana = new NarayanaIntegration();

    static List<String> events() {
        return List.copyOf(EVENTS);
    }

    static void note(String event) {
        EVENTS.add(event);
    }

    /** Runs work with this integration instead of the other. */
    static void during(Runnable work) {
        EVENTS.clear();
        duringOffer("recording-integration", work);
    }

    /** Runs work with the integration that a service file in the test resources names. */
    static void duringOffer(String serviceFile, Runnable work) {
        duringOffer(JournalTransactionIntegration.class, serviceFile, work);
    }

    /** Runs work with the service that a file in the test resources names. */
    static void duringOffer(Class<?> service, String serviceFile, Runnable work) {
        ClassLoader original = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(new Offering(original, service, serviceFile));
        try {
            work.run();
        } finally {
            Thread.currentThread().setContextClassLoader(original);
        }
    }

    @Override
    public TransactionManager getTransactionManager() {
        return narayana.getTransactionManager();
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return narayana.getTransactionSynchronizationRegistry();
    }

    @Override
    public boolean enlist(Transaction transaction, JournalRecoveryHandle journal)
            throws RollbackException, SystemException {
        return narayana.enlist(transaction, journal);
    }

    @Override
    public void registerRecovery(JournalRecoveryHandle journal) {
        EVENTS.add("registered with " + state(journal));
        narayana.registerRecovery(journal);
    }

    @Override
    public void unregisterRecovery(JournalRecoveryHandle journal) {
        narayana.unregisterRecovery(journal);
        EVENTS.add("unregistered from " + state(journal));
    }

    private static String state(JournalRecoveryHandle journal) {
        try {
            journal.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
            return "an open journal";
        } catch (XAException e) {
            return "a closed journal";
        }
    }

    /** Finds a service file of the tests instead of the real one. */
    private static final class Offering extends ClassLoader {

        private final Class<?> service;
        private final String serviceFile;

        Offering(ClassLoader parent, Class<?> service, String serviceFile) {
            super(parent);
            this.service = service;
            this.serviceFile = serviceFile;
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals("META-INF/services/" + service.getName())
                    ? super.getResources(serviceFile)
                    : super.getResources(name);
        }
    }
}
