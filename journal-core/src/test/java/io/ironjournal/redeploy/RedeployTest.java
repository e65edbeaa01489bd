package io.ironjournal.redeploy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedeployTest {

    @TempDir
    Path root;

    @Test
    void classLoader_ofAnApplicationThatClosedItsJournals_isCollected() throws Exception {
        ClassLoaders.requireCollected(
                name -> name.startsWith("io.ironjournal.")
                        || name.startsWith("com.github.benmanes.")
                        || name.startsWith("net.jpountz."),
                RedeployedJournals.class,
                root.toString());
    }
}
