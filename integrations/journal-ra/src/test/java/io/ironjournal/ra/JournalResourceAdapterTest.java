package io.ironjournal.ra;

import static io.ironjournal.ra.TestServer.bytes;
import static io.ironjournal.ra.TestServer.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.sharded.ShardedJournal;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalResourceAdapterTest {

    @TempDir
    Path directory;

    private static String refusal(JournalResourceAdapter adapter) {
        return assertThrows(ResourceAdapterInternalException.class, () -> adapter.start(new TestServer.Context()))
                .getMessage();
    }

    @Test
    void adapter_withoutDirectory_doesNotStartAndSaysWhatToSet() {
        assertEquals(
                "The journal's resource adapter cannot start: The journal \"default\" has no directory: set dir to a directory, as a"
                        + " property of the resource adapter",
                refusal(new JournalResourceAdapter()));
    }

    @Test
    void adapter_invalidProperty_doesNotStartAndNamesIt() {
        JournalResourceAdapter adapter = new JournalResourceAdapter();
        adapter.setDir(directory.toString());
        adapter.setSyncMode("often");
        String message = refusal(adapter);
        assertTrue(
                message.contains("syncMode cannot be \"often\": it must be one of [STRICT, BATCH_ONLY, ASYNC]"),
                message);
        adapter.setSyncMode("batch-only");
        adapter.setShards("0");
        message = refusal(adapter);
        assertTrue(message.contains("shards cannot be \"0\": a journal has 1 to 65535 shards"), message);
    }

    @Test
    void adapter_whoseDirectoryIsInUse_doesNotStart() throws Exception {
        try (TestServer first = new TestServer(directory).started()) {
            JournalResourceAdapter second = new JournalResourceAdapter();
            second.setDir(directory.toString());
            String message = refusal(second);
            assertTrue(message.startsWith("The journal in " + directory + " cannot be opened: "), message);
            assertEquals(List.of(), read(first.factory().journal(), "orders"));
        }
    }

    @Test
    void journal_isOpenWhileTheAdapterIsStarted() throws Exception {
        TestServer server = new TestServer(directory).started();
        JournalConnectionFactory factory = server.factory();
        Journal journal = factory.journal();
        assertSame(journal, factory.journal());
        journal.append("orders", bytes("a"));
        server.close();
        server.close();
        String message =
                assertThrows(IllegalStateException.class, factory::journal).getMessage();
        assertTrue(message.contains("is not started, or was stopped"), message);
        assertThrows(ResourceException.class, factory::getConnection);
        server.started();
        assertEquals(List.of("a"), read(factory.journal(), "orders"), "the factory finds the journal that is open now");
        server.close();
    }

    @Test
    void journal_thatApplicationsShare_cannotBeClosedByThem() throws Exception {
        try (TestServer server = new TestServer(directory).started()) {
            assertThrows(UnsupportedOperationException.class, server.factory().journal()::close);
            assertTrue(server.factory().shardedJournal().isEmpty());
        }
    }

    @Test
    void journalWithShards_isOfferedByThem() throws Exception {
        TestServer server = new TestServer(directory);
        server.adapter.setShards("4");
        try (server) {
            server.started();
            ShardedJournal shards = server.factory().shardedJournal().orElseThrow();
            shards.append(bytes("key"), bytes("value"));
            assertThrows(UnsupportedOperationException.class, shards::close);
            assertThrows(UnsupportedOperationException.class, shards.journal()::close);
        }
    }

    @Test
    void adapters_areEqualWhenTheirPropertiesAre() {
        JournalResourceAdapter one = new JournalResourceAdapter();
        JournalResourceAdapter other = new JournalResourceAdapter();
        one.setDir("a");
        assertNotEquals(one, other);
        other.setDir("a");
        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
    }

    @Test
    void recovery_thatAsksWhileTheAdapterStarts_waits() throws Exception {
        TestServer server = new TestServer(directory);
        server.managed.setResourceAdapter(server.adapter);
        CompletableFuture<Object> asked = CompletableFuture.supplyAsync(() -> {
            try {
                return server.managed.createManagedConnection(null, null).getXAResource();
            } catch (ResourceException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThrows(java.util.concurrent.TimeoutException.class, () -> asked.get(200, TimeUnit.MILLISECONDS));
        try (server) {
            server.started();
            assertTrue(asked.get(30, TimeUnit.SECONDS) != null);
        }
    }
}
