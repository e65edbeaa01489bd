package io.ironjournal.quarkus.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.QuarkusDevModeTest;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class DevModeTest {

    private static final TestDirectory DIRECTORY = new TestDirectory("dev-mode");
    private static final int PORT = freePort();

    @RegisterExtension
    static final QuarkusDevModeTest APPLICATION = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addClass(Diary.class)
                    .addAsResource(
                            new StringAsset(String.join(
                                    "\n",
                                    "quarkus.http.port=" + PORT,
                                    "quarkus.journal.dir=" + DIRECTORY.of("journal"),
                                    "quarkus.journal.transaction-log=true",
                                    "quarkus.transaction-manager.object-store.directory="
                                            + DIRECTORY.of("transactions"))),
                            "application.properties"));

    @Test
    @Timeout(300)
    void journal_whenTheApplicationReloads_opensTheSameDirectoryAgain() throws Exception {
        assertEquals("first", diary());
        awaitCopies("first");
        APPLICATION.modifySourceFile(Diary.class, source -> source.replace("\"first\"", "\"second\""));
        assertEquals("first second", diary());
        APPLICATION.modifySourceFile(Diary.class, source -> source.replace("\"second\"", "\"third\""));
        assertEquals("first second third", diary());
        awaitCopies("first second third");
    }

    /** The consumer goes on after each reload, and copies each line once. */
    private static void awaitCopies(String expected) throws IOException, InterruptedException {
        String copies = get("/copies");
        while (copies.length() < expected.length()) {
            Thread.sleep(10);
            copies = get("/copies");
        }
        assertEquals(expected, copies);
    }

    private static String diary() throws IOException, InterruptedException {
        return get("/diary");
    }

    private static String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
