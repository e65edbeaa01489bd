package io.ironjournal.narayana;

import io.ironjournal.redeploy.ClassLoaders;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedeployTest {

    @TempDir
    Path root;

    @Test
    void classLoader_undeployedAfterTransactionsOfServer_isCollected() throws Exception {
        startServer();
        ClassLoaders.requireCollected(
                name -> name.startsWith("io.ironjournal.")
                        || name.startsWith("com.github.benmanes.")
                        || name.startsWith("net.jpountz."),
                RedeployedTransactions.class,
                root.toString());
    }

    @Test
    void classLoader_undeployedAfterUseOfServerJournals_isCollected() throws Exception {
        startServer();
        ClassLoaders.requireCollected(
                name -> name.startsWith(RedeployedTransactions.class.getName()),
                RedeployedTransactions.class,
                root.toString());
    }

    /** Narayana's reaper belongs to the server: its thread begins with the first transaction. */
    private static void startServer() throws Exception {
        TestNarayana.tm().begin();
        TestNarayana.tm().rollback();
    }
}
