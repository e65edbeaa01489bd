package io.ironjournal.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A server that runs the application {@code shop} with a journal. */
abstract class ServerStory {

    // The logs of a failed test remain.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    Server server;

    abstract Server server(Path in) throws Exception;

    /** Configures the server, which is not started yet. */
    abstract void configure() throws Exception;

    /** Creates the application. */
    abstract Path application(Path war) throws Exception;

    @BeforeEach
    void start() throws Exception {
        server = server(directory);
        configure();
        server.start();
        server.deploy("shop", application(directory.resolve("shop.war")));
    }

    @AfterEach
    void end() {
        server.close();
    }

    void place(String application, String order, String first) {
        assertEquals("ok", server.get(application, "op=commit&first=" + first + "&id=" + order));
    }

    static String agreed(String orders) {
        return "ok journal [" + orders + "] database [" + orders + "] in doubt 0";
    }

    /**
     * Waits until both sides agree. The application reads one after the other, while recovery runs. It answers with an error
     * while an undecided branch locks rows.
     */
    void awaitState(String expected) {
        AtomicReference<String> last = new AtomicReference<>("");
        server.await("both sides agree", () -> {
            last.set(server.get("shop", "op=state"));
            return last.get().equals(expected);
        });
        assertEquals(expected, last.get(), server.log());
    }

    /**
     * Places an order whose transaction ends the process, and starts the server again.
     *
     * @param point a point of the database's resource
     * @param first the side to be enlisted first
     * @param journal what the journal knows of the order when the process has ended
     */
    void killAt(String point, String first, String order, String journal) throws Exception {
        assertEquals("", server.get("shop", "op=commit&first=" + first + "&id=" + order + "&halt=" + point));
        server.awaitEnd();
        assertEquals(journal, JournalCopy.of(server.journal()).stateOf(order), point + " " + first);
        server.start();
    }

    void assertNoStackTrace() {
        assertFalse(server.log().contains("\tat "), server.log());
    }
}
