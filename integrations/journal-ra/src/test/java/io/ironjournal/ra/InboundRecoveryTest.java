package io.ironjournal.ra;

import static io.ironjournal.ra.TestServer.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What recovery gets for endpoints, and what consumers do while a branch is in doubt or the journal has failed. */
@Timeout(60)
class InboundRecoveryTest {

    @TempDir
    Path directory;

    private TestServer server;
    private Journal journal;
    private final List<String> called = new CopyOnWriteArrayList<>();
    private final JournalActivationSpec spec = new JournalActivationSpec();

    @BeforeEach
    void open() throws Exception {
        server = new TestServer(directory.resolve("journal"));
        server.adapter.setLogSegmentSize("8KiB");
        server.adapter.setLogBudget("32KiB");
        server.adapter.setMaxTransactionSize("4KiB");
        server.adapter.setMaxEntrySize("4KiB");
        server.started();
        journal = server.factory().journal();
        spec.setCursor("mailer");
        spec.setStream("orders");
        spec.setRedeliveryDelay("1ms");
        spec.setMaxRedeliveryDelay("10ms");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private TestEndpoints endpoints() {
        return new TestEndpoints(TestServer.transactions(), (stream, entry) -> called.add(TestConsumers.text(entry)));
    }

    private XAResource inbound() throws ResourceException {
        XAResource[] resources = server.adapter.getXAResources(new ActivationSpec[] {spec});
        assertEquals(1, resources.length);
        return resources[0];
    }

    /** Leaves a branch in doubt that has delivered the first entry, as a crash between the votes does. */
    private Xid leaveInDoubt() throws Exception {
        XAResource resource = inbound();
        try (var connection = server.adapter.journal().connect()) {
            Xid xid = new TestXid(7);
            XAResource working = new EndpointResource(connection.getXAResource());
            working.start(xid, XAResource.TMNOFLAGS);
            connection.getConnection().advance(server.adapter.journal().core().cursor("mailer", "orders"), 1);
            working.end(xid, XAResource.TMSUCCESS);
            assertEquals(XAResource.XA_OK, working.prepare(xid));
            assertTrue(resource.isSameRM(working));
            return xid;
        }
    }

    /** Collects what a worker logs. */
    private static final class Log extends Handler {

        final List<LogRecord> records = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord logged) {
            records.add(logged);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static Xid[] scan(XAResource resource) throws XAException {
        return resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
    }

    @Test
    void branchInDoubt_isListedByBothHalves_andDecidedOnceByEither() throws Exception {
        journal.append("orders", bytes("a"));
        leaveInDoubt();
        XAResource outbound = server.managed.createManagedConnection(null, null).getXAResource();
        assertTrue(inbound().isSameRM(outbound));
        assertEquals(1, scan(inbound()).length);
        assertEquals(1, scan(outbound).length);
        inbound().commit(scan(outbound)[0], false);
        XAException unknown = assertThrows(XAException.class, () -> outbound.rollback(new TestXid(7)));
        assertEquals(XAException.XAER_NOTA, unknown.errorCode);
        assertEquals(0, scan(outbound).length);
        assertEquals(1, server.factory().journal().cursor("mailer", "orders").position());
    }

    @Test
    void consumer_waitsForABranchInDoubt_withoutCallingTheEndpoint() throws Exception {
        journal.append("orders", bytes("a"));
        journal.append("orders", bytes("b"));
        Xid xid = leaveInDoubt();
        TestEndpoints endpoints = endpoints();
        Log log = new Log();
        Logger logger = Logger.getLogger("io.ironjournal.ra");
        logger.addHandler(log);
        try {
            server.adapter.endpointActivation(endpoints, spec);
            TestConsumers.await(() -> endpoints.released.get() >= 3);
        } finally {
            logger.removeHandler(log);
        }
        assertEquals(List.of(), called);
        assertTrue(log.records.get(0).getMessage().contains("cannot deliver now"), log.records.get(0)::getMessage);
        assertTrue(
                log.records.stream().allMatch(logged -> logged.getThrown() == null),
                "Waiting for recovery is logged with a stack trace");
        inbound().commit(xid, false);
        TestConsumers.await(() -> called.equals(List.of("b")));
    }

    @Test
    void endpointResource_isNotSerializable_soThatNoManagerLogsIt() throws Exception {
        assertFalse(inbound() instanceof Serializable);
        journal.append("orders", bytes("a"));
        TestEndpoints endpoints = endpoints();
        server.adapter.endpointActivation(endpoints, spec);
        TestConsumers.await(() -> called.size() == 1);
        assertInstanceOf(EndpointResource.class, endpoints.resources.get(0));
    }

    @Test
    void recoveryOfAnAdapterThatWasStopped_isRefused() {
        server.adapter.stop();
        String message = assertThrows(ResourceException.class, this::inbound).getMessage();
        assertTrue(message.contains("is not started, or was stopped"), message);
    }

    @Test
    void journalThatFails_endsTheConsumer_whichContinuesWhenTheAdapterIsRestarted() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        TestEndpoints endpoints = new TestEndpoints(TestServer.transactions(), (stream, entry) -> {
            called.add(TestConsumers.text(entry));
            failed.await();
        });
        journal.append("orders", bytes("a"));
        journal.append("orders", bytes("b"));
        server.adapter.endpointActivation(endpoints, spec);
        TestConsumers.await(() -> called.size() == 1);
        Path moved = Files.move(directory.resolve("journal"), directory.resolve("moved"));
        assertThrows(JournalFailedException.class, () -> {
            for (int i = 0; i < 1_000; i++) {
                journal.append("other", new byte[1_000]);
            }
        });
        failed.countDown();
        TestConsumers.awaitEnd(server.threads.threads.get(0));
        assertEquals(List.of("a"), called, "nothing is delivered that cannot be committed");
        assertEquals(1, endpoints.released.get());
        server.adapter.endpointDeactivation(endpoints, spec);
        assertThrows(JournalFailedException.class, server.adapter::stop);
        Files.move(moved, directory.resolve("journal"));
        server.started();
        server.adapter.endpointActivation(endpoints, spec);
        TestConsumers.await(() -> called.equals(List.of("a", "a", "b")));
    }

    @Test
    void consumerThatWaits_whenTheJournalFails_endsWithTheAdapter() throws Exception {
        server.adapter.endpointActivation(endpoints(), spec);
        journal.append("orders", bytes("a"));
        TestConsumers.await(() -> called.size() == 1);
        Path moved = Files.move(directory.resolve("journal"), directory.resolve("moved"));
        assertThrows(JournalFailedException.class, () -> {
            for (int i = 0; i < 1_000; i++) {
                journal.append("other", new byte[1_000]);
            }
        });
        assertThrows(JournalFailedException.class, server.adapter::stop);
        TestConsumers.awaitEnd(server.threads.threads.get(0));
        Files.move(moved, directory.resolve("journal"));
    }

    private record TestXid(int number) implements Xid {

        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[] {(byte) number};
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }
}
