package io.ironjournal.samples.failover;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.internal.arjuna.objectstore.jdbc.JDBCStore;
import com.arjuna.ats.internal.arjuna.objectstore.jdbc.accessors.DynamicDataSourceJDBCAccess;
import io.ironjournal.narayana.Narayana;
import io.ironjournal.narayana.NarayanaSetup;
import java.nio.file.Path;
import java.time.Duration;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Narayana with its log in the database. In a directory of the machine, the decisions would be lost with the machine:
 * recovery would then roll back what one participant has committed. On a shared disk, a machine that was only paused
 * could still write a decision after another machine has rolled the transaction back.
 */
final class Decisions {

    static final String TABLE = "JBossTSTxTable";

    private Decisions() {}

    /** Returns how Narayana reaches the database, in the syntax of its setting. */
    private static String access(Login login) {
        return String.join(
                ";",
                DynamicDataSourceJDBCAccess.class.getName(),
                "ClassName=" + JdbcDataSource.class.getName(),
                "URL=" + login.url().replace(";", "\\semi").replace("=", "\\equ"),
                "User=" + login.user(),
                "Password=" + login.password());
    }

    /**
     * Starts Narayana. All machines have the same node identifier, so that each recovers what the one before has left. The
     * short intervals only make the sample faster; leave them out of a real application.
     */
    static Narayana start(Path directory, Login login) {
        ObjectStoreEnvironmentBean store = arjPropertyManager.getObjectStoreEnvironmentBean();
        store.setObjectStoreType(JDBCStore.class.getName());
        store.setJdbcAccess(access(login));
        return NarayanaSetup.in(directory)
                .nodeIdentifier("shop")
                .orphanSafetyInterval(Duration.ofMillis(1))
                .recoveryBackoff(Duration.ofSeconds(1))
                .manualRecovery()
                .start();
    }
}
