package io.ironjournal.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What MicroProfile Health of a server says of an application with {@code journal-health}. */
abstract class HealthStory extends ServerStory {

    @Override
    void configure() throws Exception {
        server.addRecovery();
        server.addHealth();
    }

    @Override
    Path application(Path war) throws IOException {
        return Archives.containing(war, server.journal(), server.integration(), "journal-health");
    }

    @Test
    void checks_sayWhetherTheJournalHasFailed() throws Exception {
        assertEquals("ok", server.get("shop", "op=init"));
        place("shop", "a", "journal");
        awaitCheck("ready", "200 ");
        awaitCheck("live", "200 ");
        Path moved = directory.resolve("moved");
        Files.move(server.journal(), moved);
        List<String> placed = new ArrayList<>(List.of("a"));
        server.await("the journal notices that its directory is gone", () -> {
            String order = "b" + placed.size();
            boolean ok =
                    server.get("shop", "op=commit&first=journal&id=" + order).equals("ok");
            if (ok) {
                placed.add(order);
            }
            return !ok;
        });
        awaitCheck("ready", "503 ");
        awaitCheck("live", "503 ");
        server.kill();
        Files.move(moved, server.journal());
        server.start();
        awaitCheck("ready", "200 ");
        awaitState(agreed(String.join(", ", placed)));
    }

    /** Waits for the answer with the check {@code Journals}. Its data has the default journal. */
    private void awaitCheck(String kind, String status) {
        AtomicReference<String> last = new AtomicReference<>("");
        try {
            server.await(kind + " answers " + status, () -> {
                last.set(server.health(kind));
                return last.get().startsWith(status + "{")
                        && last.get().contains("\"name\":\"Journals\"")
                        && last.get().contains("\"default\":");
            });
        } catch (AssertionError e) {
            throw new AssertionError(last.get(), e);
        }
    }
}
