package io.ironjournal.cdi;

import io.ironjournal.redeploy.ClassLoaders;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedeployTest {

    /** All packages except those of the transaction manager, which belongs to the server. */
    private static final List<String> APPLICATION = List.of(
            "io.ironjournal.",
            "com.github.benmanes.",
            "net.jpountz.",
            "org.jboss.weld.",
            "org.jboss.classfilewriter.",
            "com.arjuna.ats.jta.cdi.",
            "jakarta.enterprise.",
            "jakarta.inject.",
            "jakarta.interceptor.",
            "jakarta.decorator.",
            "org.eclipse.microprofile.",
            "io.smallrye.");

    @TempDir
    Path root;

    @Test
    void classLoader_ofAnApplicationWithInjectedJournals_isCollected() throws Exception {
        // Narayana's reaper belongs to the server. Its thread starts with the first transaction.
        TestTransactions.narayana().transactionManager().begin();
        TestTransactions.narayana().transactionManager().rollback();
        ClassLoaders.requireCollected(
                name -> APPLICATION.stream().anyMatch(name::startsWith), RedeployedContainer.class, root.toString());
    }
}
