package io.ironjournal.test;

import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.test.storage.SimulatedStorage;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory with one journal on it. The journal is the real engine. The disk fails when a test asks for it: it
 * loses what was not forced, as a power failure does, it fails a force, or it is full. Nothing is written to a file.
 *
 * <p>A test opens the journal, crashes the disk, opens the journal again, and checks what it finds:
 *
 * <pre>{@code
 * try (TestDisk disk = new TestDisk()) {
 *     disk.open().append("orders", order);
 *     disk.crash();
 *     assertEquals(1, disk.open().nextId("orders"));
 * }
 * }</pre>
 *
 * <p>What a crash leaves of unforced data is random, but depends only on the seed and on the operations before it. A
 * journal has threads of its own, so the operations of two runs can differ in order.
 *
 * <p>Not thread-safe: the test's thread uses the disk. Any thread can use the journal.
 *
 * @since 0.1.0
 */
public final class TestDisk implements AutoCloseable {

    private static final long SEED = 1;

    private final SplittableRandom random;
    private SimulatedStorage storage;
    private @Nullable AutoCloseable open;

    /**
     * Creates an empty disk with always the same seed.
     *
     * @since 0.1.0
     */
    public TestDisk() {
        this(SEED);
    }

    /**
     * Creates an empty disk.
     *
     * @param seed determines what crashes and failures leave of unforced data; any number
     * @since 0.1.0
     */
    public TestDisk(long seed) {
        random = new SplittableRandom(seed);
        storage = new SimulatedStorage(seed);
    }

    /**
     * Returns options for a small journal: files of 64 KiB, entries and transactions of at most 1 MiB. A disk ignores
     * the options' directory.
     *
     * @return a new builder
     * @since 0.1.0
     */
    public static JournalOptionsBuilder options() {
        return options(Path.of("test"));
    }

    static JournalOptionsBuilder options(Path root) {
        return JournalOptions.builder(root)
                .logSegmentSize(64 << 10)
                .logBudget(1 << 20)
                .maxSegmentSize(64 << 10)
                .maxEntrySize(1 << 20)
                .maxTransactionSize(1 << 20);
    }

    /**
     * Opens the journal with {@link #options()}; creates it when the disk is empty. Recovers what an earlier crash left.
     *
     * @return the open journal, which {@link #close()} closes too
     * @throws io.ironjournal.JournalLockedException when the journal is already open
     * @throws JournalException when the journal cannot be opened, for example on a full disk
     * @since 0.1.0
     */
    public Journal open() {
        return open(options().build());
    }

    /**
     * Opens the journal with other options; creates it when the disk is empty.
     *
     * @param options the options; their directory is ignored
     * @return the open journal, which {@link #close()} closes too
     * @throws io.ironjournal.JournalLockedException when the journal is already open
     * @throws JournalException when the journal cannot be opened, for example on a full disk
     * @since 0.1.0
     */
    public Journal open(JournalOptions options) {
        Journal journal = JournalOpener.open(options, storage, true);
        open = journal;
        return journal;
    }

    /**
     * Opens the journal as a sharded one; creates it when the disk is empty.
     *
     * @param shards the number of shards, 1 to 65,535; the same at each opening
     * @return the open journal, which {@link #close()} closes too
     * @throws io.ironjournal.JournalLockedException when the journal is already open
     * @throws JournalException when the journal cannot be opened, for example with another number of shards
     * @since 0.1.0
     */
    public ShardedJournal openSharded(int shards) {
        return openSharded(options().build(), shards);
    }

    /**
     * Opens the journal as a sharded one with other options.
     *
     * @param options the options; their directory is ignored
     * @param shards the number of shards, 1 to 65,535; the same at each opening
     * @return the open journal, which {@link #close()} closes too
     * @throws io.ironjournal.JournalLockedException when the journal is already open
     * @throws JournalException when the journal cannot be opened, for example with another number of shards
     * @since 0.1.0
     */
    public ShardedJournal openSharded(JournalOptions options, int shards) {
        ShardedJournal journal = JournalOpener.openSharded(options, shards, storage, true);
        open = journal;
        return journal;
    }

    /**
     * Cuts the power, and closes the open journal: its calls throw {@link io.ironjournal.JournalClosedException}. The
     * disk keeps everything that was forced, and of the rest any part. Open the journal again to see what is left.
     * Prepared branches are in doubt then. In {@link io.ironjournal.SyncMode#STRICT}, the default, no acknowledged
     * entry is lost; in the other modes the entries since the last force may be.
     *
     * @since 0.1.0
     */
    public void crash() {
        end(storage.powerCut(random.nextLong()));
    }

    /**
     * Kills the process, and closes the open journal: its calls throw {@link io.ironjournal.JournalClosedException}.
     * The disk keeps everything that was written, forced or not, as the operating system does when only the process
     * ends.
     *
     * @since 0.1.0
     */
    public void kill() {
        end(storage.kill());
    }

    private void end(SimulatedStorage next) {
        storage = next;
        closeJournal();
    }

    /**
     * Fails the next force of the commit log. The write that needs it throws {@link
     * io.ironjournal.JournalFailedException}: its outcome is unknown, and every later write throws that exception, too.
     * Reads go on. To open the journal again, close it, or call {@link #crash()} or {@link #kill()}.
     *
     * @since 0.1.0
     */
    public void failNextForce() {
        storage.failForceAfter(1, force -> force.contains(":log/") && force.endsWith(".log"));
    }

    /**
     * Fills the disk, or gives it space again. A journal keeps free space in reserve, so it accepts some more entries
     * on a full disk, up to about {@link JournalOptions#logSegmentSize()}, before it throws {@link
     * io.ironjournal.DiskFullException}. Then it goes on when there is space.
     *
     * @param full true when no file can become larger from now on
     * @since 0.1.0
     */
    public void diskFull(boolean full) {
        storage.setSpace(full ? storage.usedSpace() : Long.MAX_VALUE);
    }

    /**
     * Closes the journal if it is open. Does not fail if the journal has failed or was closed.
     *
     * @since 0.1.0
     */
    @Override
    public void close() {
        closeJournal();
    }

    private void closeJournal() {
        AutoCloseable journal = open;
        open = null;
        if (journal == null) {
            return;
        }
        try {
            journal.close();
        } catch (JournalException failed) {
            // The test has made it fail.
        } catch (Exception e) {
            throw new IllegalStateException("The journal cannot be closed", e);
        }
    }

    @Override
    public String toString() {
        return "TestDisk[" + storage.usedSpace() + " bytes used]";
    }
}
