package io.ironjournal.servers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What every server must do with an application that contains its journal in {@code WEB-INF/lib}. */
abstract class LibraryStory extends KillStory {

    @Override
    void configure() throws Exception {
        server.addRecovery();
    }

    @Override
    Path application(Path war) throws IOException {
        return Archives.containing(war, server.journal(), server.integration());
    }

    @Test
    void application_deployedAgain_opensItsJournalAgain() throws Exception {
        server.get("shop", "op=init");
        place("shop", "a", "journal");
        server.deploy("shop", directory.resolve("shop.war"));
        place("shop", "b", "database");
        awaitState(agreed("a, b"));
    }

    @Test
    void application_withoutIntegration_isRefused() throws Exception {
        server.undeploy("shop");
        String refusal = server.refusal("shop", Archives.containing(directory.resolve("bare.war"), server.journal()));
        assertTrue(refusal.contains(server.integration() + " for "), refusal);
        assertTrue(refusal.contains("resource adapter"), refusal);
    }
}
