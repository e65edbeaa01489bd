package io.ironjournal.cdi;

import static io.ironjournal.cdi.TestContainer.bytes;
import static io.ironjournal.cdi.TestContainer.inTransaction;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Cursor;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals in beans that a container passivates, such as those of transactions and sessions. */
class PassivationTest {

    @TempDir
    Path root;

    @Test
    void journals_inABeanOfAPassivatingScope_work() throws Exception {
        try (TestContainer container = start(Basket.class, Everything.class)) {
            Basket basket = container.bean(Basket.class);
            inTransaction(() -> {
                basket.put("one");
                return basket;
            });
            assertEquals(List.of("one"), container.entries("orders"));
            assertEquals(1, container.bean(ShardedJournal.class).shardCount());
        }
    }

    @Test
    void injectedObjects_serializedAndRead_useTheSameJournal() throws Exception {
        try (TestContainer container = start(Everything.class)) {
            Everything restored = read(write(container.bean(Everything.class)));
            inTransaction(() -> {
                restored.writer.add(bytes("one"));
                restored.audited.add(bytes("two"));
                restored.shards.add(bytes("key"), bytes("three"));
                return restored;
            });
            assertEquals(List.of("one"), TestContainer.entries(restored.journal, "orders"));
            assertEquals(List.of("two"), TestContainer.entries(restored.audit, "logins"));
            assertTrue(restored.cursor.next().isPresent());
            assertEquals(0, restored.sharded.shardOf(bytes("key")));
        }
    }

    @Test
    void injectedObjects_readInTheNextRunOfTheApplication_findTheJournalByItsName() throws Exception {
        byte[] passivated;
        try (TestContainer container = start(Everything.class)) {
            passivated = write(container.bean(Everything.class));
        }
        Everything restored = read(passivated);
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> restored.journal.nextId("orders"));
        assertTrue(e.getMessage().startsWith("The journal \"default\" of an activated bean"), e.getMessage());
        try (TestContainer container = start(Everything.class)) {
            restored.journal.append("orders", bytes("one"));
            assertEquals(List.of("one"), container.entries("orders"));
        }
    }

    private TestContainer start(Class<?>... beans) {
        return TestContainer.start(
                Map.of(
                        "journal.dir",
                        root.resolve("journal").toString(),
                        "journal.shards",
                        "1",
                        "journal.names",
                        "audit",
                        "journal.audit.dir",
                        root.resolve("audit").toString()),
                beans);
    }

    private static byte[] write(Everything bean) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(bean);
        }
        return bytes.toByteArray();
    }

    private static Everything read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (Everything) in.readObject();
        }
    }

    @TransactionScoped
    static class Basket implements Serializable {

        private static final long serialVersionUID = 1L;

        @Inject
        Everything everything;

        public void put(String what) {
            everything.writer.add(bytes(what));
        }
    }

    // The container injects serializable objects behind these interfaces.
    @SuppressWarnings("serial")
    @Dependent
    static class Everything implements Serializable {

        private static final long serialVersionUID = 1L;

        @Inject
        Journal journal;

        @Inject
        @JournalStream("orders")
        TxnWriter writer;

        @Inject
        @JournalStream("orders")
        @CursorName("basket")
        Cursor cursor;

        @Inject
        ShardedJournal sharded;

        @Inject
        ShardedTxnWriter shards;

        @Inject
        @JournalName("audit")
        Journal audit;

        @Inject
        @JournalName("audit")
        @JournalStream("logins")
        TxnWriter audited;
    }
}
