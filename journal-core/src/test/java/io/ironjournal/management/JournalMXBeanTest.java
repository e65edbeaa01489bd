package io.ironjournal.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.SyncMode;
import io.ironjournal.jmx.JournalMXBean;
import io.ironjournal.jmx.ShardData;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a console shows of an open journal, and what it can do. */
class JournalMXBeanTest {

    private static final BranchId BRANCH = new BranchId(131077, new byte[] {0x0a, 0x1b}, new byte[] {1});

    @TempDir
    Path root;

    /** A journal is shown at once only if there is a server. */
    @BeforeAll
    static void startServer() {
        assertTrue(Beans.SERVER.getMBeanCount() > 0);
    }

    private JournalMXBean proxy() throws Exception {
        return JMX.newMXBeanProxy(Beans.SERVER, Beans.name(root), JournalMXBean.class);
    }

    private static void prepare(Journal journal) {
        Transactions.of(journal).begin(BRANCH).add("or\nders", new byte[10]);
        Transactions.of(journal).prepare(BRANCH);
    }

    @Test
    void figures_areThoseOfTheJournal() throws Exception {
        try (Journal journal = Journal.open(root)) {
            journal.appendBatch("orders", List.of(new byte[10], new byte[10]));
            JournalMXBean bean = proxy();
            assertEquals(root.toString(), bean.getDirectory());
            assertEquals(Transactions.of(journal).journalId().toString(), bean.getJournalId());
            assertEquals("UP", bean.getHealth());
            assertTrue(bean.isReady());
            assertTrue(bean.isLive());
            assertEquals(2, bean.getEntries());
            assertEquals(journal.stats().records(), bean.getRecords());
            assertEquals(journal.stats().forces(), bean.getForces());
            assertEquals(journal.stats().durableLsn(), bean.getDurableLsn());
            assertEquals(journal.stats().logBytes(), bean.getLogBytes());
            assertEquals(journal.stats().memtableBytes(), bean.getMemtableBytes());
            assertEquals(journal.stats().memtableLimit(), bean.getMemtableLimit());
            assertTrue(bean.getFreeDiskSpace() > 0);
            assertEquals(1, bean.getAppendNanos().getCount());
            assertTrue(bean.getAppendNanos().getMean() > 0);
            assertTrue(
                    bean.getAppendNanos().getMedian() <= bean.getAppendNanos().getPercentile99());
            assertEquals(1, bean.getGroupSizes().getCount());
            assertEquals(0, bean.getWriterWaitNanos().getMean());
            assertTrue(bean.getForceNanos().getCount() >= 1);
            assertEquals(0, bean.getChecksumErrors());
            assertEquals(-1, bean.getDiskUse());
            assertEquals(-1, bean.getDiskLimit());
            assertEquals(0, bean.getScrub().getPasses());
            assertEquals("", bean.getScrub().getLastPass());
            assertEquals(0, bean.getClockBehindSeconds());
            assertEquals("", bean.getFailure());
            assertEquals("", bean.getDiskFull());
            assertEquals(List.of(), bean.getLosses());
            assertEquals(0, bean.getShardCount());
            assertEquals(List.of(), bean.shards());
            assertTrue(bean.getRecovery().contains("created=true"), bean.getRecovery());
        }
    }

    @Test
    void branchesInDoubt_areCompositeData() throws Exception {
        try (Journal journal = Journal.open(root)) {
            prepare(journal);
            assertEquals(1, proxy().getInDoubtCount());
            CompositeData[] rows =
                    assertInstanceOf(CompositeData[].class, Beans.SERVER.getAttribute(Beans.name(root), "InDoubt"));
            assertEquals(1, rows.length);
            assertEquals("131077:0a1b:01", rows[0].get("xid"));
            assertEquals(1L, rows[0].get("entries"));
            assertEquals(10L, rows[0].get("bytes"));
            assertEquals("or\\u000aders", ((String[]) rows[0].get("streams"))[0]);
            assertTrue((long) rows[0].get("ageSeconds") < Duration.ofMinutes(10).toSeconds());
            assertTrue(rows[0].get("preparedAt").toString().endsWith("Z"));
            Transactions.of(journal).rollback(BRANCH);
        }
    }

    @Test
    void everythingThatAConsoleShows_isDescribed() throws Exception {
        try (Journal journal = Journal.open(root)) {
            MBeanInfo info = Beans.SERVER.getMBeanInfo(Beans.name(root));
            assertEquals("An open journal", info.getDescription(), journal.toString());
            for (MBeanAttributeInfo attribute : info.getAttributes()) {
                assertNotEquals(attribute.getName(), attribute.getDescription());
                assertFalse(attribute.isWritable(), attribute.getName());
            }
            assertEquals(
                    List.of("acceptLosses", "force", "shards"),
                    Stream.of(info.getOperations())
                            .map(MBeanOperationInfo::getName)
                            .sorted()
                            .toList());
            for (MBeanOperationInfo operation : info.getOperations()) {
                assertNotEquals(operation.getName(), operation.getDescription());
                for (var parameter : operation.getSignature()) {
                    assertEquals("count", parameter.getName());
                    assertTrue(parameter.getDescription().startsWith("How many"), parameter.getDescription());
                }
            }
        }
    }

    @Test
    void scrub_isShown_withItsFindings() throws Exception {
        try (Journal journal = Journal.open(root)) {
            journal.append("orders", new byte[1000]);
        }
        Path segment = root.resolve("streams/orders/00000000000000000000.wal");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[500] ^= 1;
        Files.write(segment, bytes);
        JournalOptions options = JournalOptions.builder(root).scrubRate(1 << 20).build();
        try (Journal journal = Journal.open(options)) {
            JournalMXBean bean = proxy();
            while (bean.getScrub().getLastPass().isEmpty()) {
                Thread.sleep(5);
            }
            assertEquals(1, bean.getScrub().getPasses());
            assertTrue(bean.getScrub().getBytes() > 1000);
            assertEquals(
                    List.of(journal.stats().damage().get(0).message()),
                    bean.getScrub().getDamage());
        }
    }

    @Test
    void journalWithALimit_showsItAndItsUse() throws Exception {
        JournalOptions options =
                JournalOptions.builder(root).maxDiskSpace(2L << 30).build();
        try (Journal journal = Journal.open(options)) {
            assertEquals(2L << 30, proxy().getDiskLimit());
            assertEquals(journal.stats().diskUse().orElseThrow(), proxy().getDiskUse());
        }
    }

    @Test
    void force_makesDurableWhatWasWritten() throws Exception {
        JournalOptions options = JournalOptions.builder(root)
                .syncMode(SyncMode.ASYNC)
                .syncInterval(Duration.ofHours(1))
                .build();
        try (Journal journal = Journal.open(options)) {
            journal.append("orders", new byte[10]);
            long forces = journal.stats().forces();
            proxy().force();
            assertTrue(journal.stats().forces() > forces);
        }
    }

    @Test
    void losses_areAcceptedOnlyByTheirNumber() throws Exception {
        try (Journal journal = Journal.open(root)) {
            journal.append("orders", new byte[10]);
        }
        Files.delete(root.resolve("streams").resolve("orders").resolve("00000000000000000000.wal"));
        JournalOptions truncate = JournalOptions.builder(root)
                .corruptionPolicy(CorruptionPolicy.TRUNCATE)
                .build();
        try (Journal journal = Journal.open(truncate)) {
            journal.nextId("orders");
            JournalMXBean bean = proxy();
            assertEquals(1, bean.getLosses().size());
            assertFalse(bean.isReady());
            assertTrue(bean.isLive());
            assertTrue(bean.getHealth().startsWith("a loss is not accepted"), bean.getHealth());
            assertEquals(0, bean.getInDoubtCount());
            requireIllegalState(bean::getInDoubt, "acknowledged records were lost");
            requireIllegalState(() -> bean.acceptLosses(2), "There are 1 losses, not 2");
            assertEquals(1, journal.stats().losses().size());
            bean.acceptLosses(1);
            assertEquals(List.of(), journal.stats().losses());
            assertEquals(List.of(), bean.getInDoubt());
            assertTrue(bean.isReady());
        }
    }

    /** A console gets only exceptions of the JDK. */
    private static void requireIllegalState(Runnable call, String message) {
        RuntimeException thrown = assertThrows(RuntimeException.class, call::run);
        Throwable cause = thrown;
        while (cause instanceof RuntimeMBeanException || cause instanceof UndeclaredThrowableException) {
            cause = cause.getCause();
        }
        assertInstanceOf(IllegalStateException.class, cause, thrown.toString());
        assertTrue(cause.getMessage().contains(message), cause.getMessage());
    }

    @Test
    void failedJournal_isShown_untilItIsClosed() throws Exception {
        Journal journal = Journal.open(root);
        Files.delete(root.resolve("LOCK"));
        JournalMXBean bean = proxy();
        assertThrows(JournalFailedException.class, () -> {
            for (int i = 0; i < 600; i++) {
                journal.append("orders", new byte[1]);
                Thread.sleep(50);
            }
        });
        assertFalse(bean.isLive());
        assertTrue(bean.getFailure().contains("LOCK"), bean.getFailure());
        requireIllegalState(bean::force, "failed");
        assertThrows(JournalFailedException.class, journal::close);
        assertEquals(0, Beans.below(root).size());
    }

    @Test
    void shardedJournal_isShownOnce_withItsShards() throws Exception {
        try (ShardedJournal journal =
                ShardedJournal.open(JournalOptions.builder(root).build(), 3)) {
            int shard = journal.shardOf(new byte[] {7});
            journal.append(new byte[] {7}, new byte[10]);
            assertEquals(1, Beans.below(root).size());
            JournalMXBean bean = proxy();
            assertEquals(3, bean.getShardCount());
            List<ShardData> shards = bean.shards();
            assertEquals(3, shards.size());
            for (int i = 0; i < 3; i++) {
                assertEquals(i, shards.get(i).getNumber());
                assertEquals(journal.streamOf(i), shards.get(i).getStream());
                assertEquals(0, shards.get(i).getFirstId());
                assertEquals(i == shard ? 1 : 0, shards.get(i).getNextId());
            }
        }
        assertEquals(0, Beans.below(root).size());
    }
}
