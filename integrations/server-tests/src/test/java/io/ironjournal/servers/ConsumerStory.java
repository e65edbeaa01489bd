package io.ironjournal.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/**
 * What every server must do with a message-driven bean that consumes a stream. The property {@code servers.kills} says how
 * often the server is killed.
 */
abstract class ConsumerStory extends ServerStory {

    private static final int KILLS = Integer.getInteger("servers.kills", 20);

    @Override
    void configure() throws Exception {
        server.addAdapter();
        server.addMessageDrivenBeans();
    }

    @Override
    Path application(Path war) throws IOException {
        return Archives.consuming(war, server.jndiName());
    }

    /** Each kill is in the transaction of a delivery. The server logs no stack trace when it recovers. */
    @Test
    void entries_areConsumedExactlyOnce_whenTheProcessIsKilled() throws Exception {
        assertEquals("ok", server.get("shop", "op=init"));
        List<String> points = List.of("before-prepare", "after-prepare", "before-commit", "after-commit");
        StringJoiner orders = new StringJoiner(", ");
        for (int kill = 10; kill < 10 + KILLS; kill++) {
            server.get("shop", "op=append&id=" + kill + "&halt=" + points.get(kill % points.size()));
            server.awaitEnd();
            server.start();
            orders.add("" + kill);
            awaitState(agreed("" + orders));
            assertNoStackTrace();
        }
        server.awaitEmptyTransactionLog();
    }
}
