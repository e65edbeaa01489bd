package io.ironjournal.managers;

import com.atomikos.datasource.xa.XATransactionalResource;
import com.atomikos.icatch.config.Configuration;
import com.atomikos.icatch.jta.UserTransactionManager;
import io.ironjournal.jta.JournalTransactionIntegration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.transaction.xa.XAResource;
import org.apache.geronimo.transaction.log.HOWLLog;
import org.apache.geronimo.transaction.manager.GeronimoTransactionManager;
import org.apache.geronimo.transaction.manager.WrapperNamedXAResource;
import org.apache.geronimo.transaction.manager.XidFactory;
import org.apache.geronimo.transaction.manager.XidFactoryImpl;

/** A transaction manager with a log of its own, to be started once all resources are registered. */
abstract class Manager implements AutoCloseable {

    private static final String PARTNER = "partner";

    /** A transaction manager by its name. */
    static Manager of(String name, Path directory) throws Exception {
        Files.createDirectories(directory);
        return name.equals("atomikos") ? new Atomikos(directory) : new Geronimo(directory);
    }

    abstract JournalTransactionIntegration integration();

    /** Makes another participant known. */
    abstract XAResource partner(XAResource partner);

    /** Begins to recover. */
    abstract void start() throws Exception;

    @Override
    public abstract void close() throws IOException;

    private static final class Atomikos extends Manager {

        private final UserTransactionManager manager = new UserTransactionManager();

        Atomikos(Path directory) {
            System.setProperty("com.atomikos.icatch.log_base_dir", directory.toString());
            System.setProperty("com.atomikos.icatch.tm_unique_name", "shop-1");
            // Recovery at once, where an application waits for minutes.
            System.setProperty("com.atomikos.icatch.default_jta_timeout", "2000");
            System.setProperty("com.atomikos.icatch.max_timeout", "2000");
            System.setProperty("com.atomikos.icatch.recovery_delay", "1000");
        }

        @Override
        void start() throws Exception {
            manager.init();
        }

        @Override
        JournalTransactionIntegration integration() {
            return new AtomikosIntegration();
        }

        @Override
        XAResource partner(XAResource partner) {
            Configuration.addResource(new XATransactionalResource(PARTNER) {
                @Override
                protected XAResource refreshXAConnection() {
                    return partner;
                }
            });
            return partner;
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    private static final class Geronimo extends Manager {

        private final HOWLLog log;
        private final GeronimoTransactionManager manager;

        Geronimo(Path directory) throws Exception {
            // The name of this process: unique, and the same after a restart.
            XidFactory ids = new XidFactoryImpl("shop-1".getBytes(StandardCharsets.US_ASCII));
            log = GeronimoShop.log(directory, ids);
            log.doStart();
            manager = new GeronimoTransactionManager(60, ids, log);
        }

        /** Does nothing: Geronimo keeps a decision until all resources of the transaction were registered. */
        @Override
        void start() {}

        @Override
        JournalTransactionIntegration integration() {
            return new GeronimoIntegration(manager);
        }

        @Override
        XAResource partner(XAResource partner) {
            return new WrapperNamedXAResource(partner, PARTNER);
        }

        @Override
        public void close() throws IOException {
            try {
                log.doStop();
            } catch (Exception failed) {
                throw new IOException("The log of Geronimo does not close", failed);
            }
        }
    }
}
