package io.ironjournal.files;

import io.ironjournal.CursorInfo;
import io.ironjournal.JournalIOException;
import io.ironjournal.JournalOptions;
import io.ironjournal.ProducerInfo;
import io.ironjournal.StreamEntry;
import io.ironjournal.internal.FilesOpener;
import io.ironjournal.sharded.CheckpointInfo;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The files of a journal, read without opening it. It takes no lock, and creates, changes and deletes nothing. So it works
 * beside a running journal, on read-only media, and on damaged, partial, foreign or empty directories. It reports damage
 * instead of failing: see {@link #findings}. An error of the disk throws {@link JournalIOException} from the methods that
 * say so. The iterators end at such an error; those of entries report it by {@link EntryScan#findings}.
 *
 * <p>The state is that of one LSN, {@link #asOf}. A journal that runs meanwhile does not change it. Entries are read when they
 * are needed. If a running journal truncates or deletes them meanwhile, the iteration leaves them out and reports that.
 *
 * <p>An object keeps names and a bounded number of positions in memory, but no entries, except those of {@link
 * #inDoubtContent}. All methods may be called by several threads, except those of the iterators that they return.
 *
 * @since 0.1.0
 */
public interface JournalFiles extends TransactionFiles, AutoCloseable {

    /**
     * Reads the state of a journal from its files.
     *
     * @param root the journal's directory
     * @return the state; also for a directory without a journal, where {@link #journalId} is empty
     * @throws JournalIOException if the directory cannot be listed
     * @since 0.1.0
     */
    static JournalFiles openReadOnly(Path root) {
        return FilesOpener.open(root);
    }

    /**
     * {@return the path of the directory, as messages show it}
     *
     * @since 0.1.0
     */
    String directory();

    /**
     * {@return the id of the journal; empty if there is none, or neither its manifest nor its log can be read}
     *
     * @since 0.1.0
     */
    Optional<UUID> journalId();

    /**
     * {@return the number of shards; 0 for a plain journal}
     *
     * @since 0.1.0
     */
    int shards();

    /**
     * {@return who had the journal open when the files were read}
     *
     * @since 0.1.0
     */
    LockInfo lock();

    /**
     * {@return the LSN of the state, which has the effects of all records below it; 0 if the log cannot be read}
     *
     * @since 0.1.0
     */
    long asOf();

    /**
     * Returns what was found while the state was read. {@link #verify} finds more.
     *
     * @return the findings, in no particular order
     * @since 0.1.0
     */
    List<Finding> findings();

    /**
     * {@return the steps of the next opening}
     *
     * @since 0.1.0
     */
    NextOpening nextOpening();

    /**
     * {@return the state of the commit log; all numbers are 0 if the log cannot be read}
     *
     * @throws JournalIOException if files cannot be read
     * @since 0.1.0
     */
    LogInfo log();

    /**
     * Iterates over the records of the log, and over whole records behind its end.
     *
     * @param fromLsn the LSN of the first record, or any LSN below it
     * @return an iterator; the caller closes it
     * @since 0.1.0
     */
    RecordScan records(long fromLsn);

    /**
     * {@return the names of all streams, sorted, not escaped}
     *
     * @throws JournalIOException if files cannot be read
     * @since 0.1.0
     */
    List<String> streams();

    /**
     * Looks at the files of a stream. Reads a bounded number of bytes.
     *
     * @param stream the stream's name
     * @return the stream; empty if there is none of this name
     * @throws JournalIOException if files cannot be read
     * @since 0.1.0
     */
    Optional<StreamInfo> stream(String stream);

    /**
     * Lists the segments of a stream. Reads a bounded number of bytes of each.
     *
     * @param stream the stream's name
     * @return the segments, oldest first; empty if there is no stream of this name
     * @throws JournalIOException if files cannot be read
     * @since 0.1.0
     */
    List<SegmentInfo> segments(String stream);

    /**
     * Returns how much smaller compression made a stream. Reads the header of each frame of the stream.
     *
     * @param stream the stream's name
     * @return the size of all frames before compression, divided by their size in the files; 1 without segments
     * @throws JournalIOException if files cannot be read
     * @since 0.1.0
     */
    double compressionRatio(String stream);

    /**
     * Iterates over the entries of a stream, past damage.
     *
     * @param stream the stream's name
     * @param fromId the id of the first entry
     * @return an iterator; the caller closes it
     * @throws JournalIOException if files cannot be read
     * @since 0.1.0
     */
    EntryScan entries(String stream, long fromId);

    /**
     * Searches the first entry with a time at or after the given one.
     *
     * @param stream the stream's name
     * @param time the time
     * @return the id; the stream's next id if all entries are earlier
     * @throws JournalIOException if files cannot be read
     * @since 0.1.0
     */
    long firstIdAt(String stream, Instant time);

    /**
     * {@return the cursors, sorted by stream and name}
     *
     * @throws JournalIOException if files cannot be read
     * @since 0.1.0
     */
    List<CursorInfo> cursors();

    /**
     * {@return the producers, sorted by name}
     *
     * @since 0.1.0
     */
    List<ProducerInfo> producers();

    /**
     * {@return the checkpoints, oldest first}
     *
     * @throws JournalIOException if files cannot be read
     * @since 0.1.0
     */
    List<CheckpointInfo> checkpoints();

    /**
     * Checks a stream: its files against the catalogue, headers, indexes, and how frames and segments join.
     *
     * @param stream the stream's name
     * @param deep whether to check also the checksums of all entries, which reads all bytes
     * @param findings receives what is wrong
     * @return the summary
     * @throws JournalIOException if files cannot be read
     * @since 0.1.0
     */
    Verification verify(String stream, boolean deep, Consumer<Finding> findings);

    /**
     * Checks the files that belong to no stream, beyond what {@link #findings} says.
     *
     * @param findings receives what is wrong
     * @throws JournalIOException if files cannot be read
     * @since 0.1.0
     */
    void verifyOthers(Consumer<Finding> findings);

    /**
     * Copies everything whole into a new journal. These files are only read. Entries keep their ids, times and headers; also
     * entries behind the end of a damaged log are saved, if their bytes are whole. A stream begins at its first saved entry. A
     * lost entry behind it gets a placeholder, up to the id where the stream should end, so that no id is used again: an entry
     * without bytes, with the header {@code ironjournal-lost}. A stream without a saved entry is not created. Cursors,
     * producers, checkpoints and states of a transaction manager are copied. The new journal has an id of its own. Branches in
     * doubt are prepared again with their entries only: without moves of cursors and producers, checkpoints, and expected positions.
     * If branches or states of a transaction manager may be missing, the new journal records a {@linkplain RepairReport#losses()
     * loss}, which is in its directory, also if its log is elsewhere.
     *
     * <p>When the call returns, everything is forced, and the new journal is closed. If it fails, or the process ends before,
     * no opening accepts the new journal. Delete it then, and repeat the call.
     *
     * @param target the options of the new journal, whose directory must be empty. Set {@code maxEntrySize} and {@code
     *     maxTransactionSize} as in the damaged journal, or higher
     * @return what was saved, and what is lost
     * @throws IllegalStateException if these files have no journal, or if the target exists
     * @throws JournalIOException if the files cannot be read, or the target cannot be opened
     * @throws io.ironjournal.JournalFailedException if the target cannot be written
     * @throws io.ironjournal.DiskFullException if there is no space
     * @throws io.ironjournal.JournalNotFoundException if the directory of the target contains other files
     * @throws io.ironjournal.CorruptionException if the directory of the target is a {@linkplain io.ironjournal.Journal#copy copy} that
     *     has not ended
     * @throws io.ironjournal.BackupException if the directory of the target is a restored backup that is not complete
     * @throws io.ironjournal.JournalLockedException if a journal is open in the directory of the target
     * @throws io.ironjournal.EntryTooLargeException if an entry is larger than {@code maxEntrySize} of the target
     * @throws io.ironjournal.spi.transaction.StatesFullException if {@code logBudget} of the target is too small for the
     *     states. Then nothing was created
     * @throws io.ironjournal.TransactionTooLargeException if a branch in doubt is larger than {@code maxTransactionSize} of the target
     * @since 0.1.0
     */
    RepairReport repairTo(JournalOptions target);

    /**
     * Creates a journal with entries that have ids, times and headers, such as those of an export. A stream begins at its
     * first entry. A missing id between two entries gets a placeholder as in {@link #repairTo}, and is reported as lost.
     * What a call leaves that returns, fails or is interrupted is described there, too.
     *
     * @param target the options of the new journal, whose directory must be empty
     * @param shards the number of shards; 0 for a plain journal
     * @param entries the entries. Those of a stream follow each other, in the order of their ids
     * @return what was imported
     * @throws IllegalStateException if the target exists
     * @throws IllegalArgumentException if the entries are in another order
     * @throws JournalIOException if the target cannot be opened
     * @throws io.ironjournal.JournalFailedException if the target cannot be written
     * @throws io.ironjournal.DiskFullException if there is no space
     * @throws io.ironjournal.JournalNotFoundException if the directory of the target contains other files
     * @throws io.ironjournal.CorruptionException if the directory of the target is a {@linkplain io.ironjournal.Journal#copy copy} that
     *     has not ended
     * @throws io.ironjournal.BackupException if the directory of the target is a restored backup that is not complete
     * @throws io.ironjournal.JournalLockedException if a journal is open in the directory of the target
     * @throws io.ironjournal.EntryTooLargeException if an entry is larger than {@code maxEntrySize} of the target
     * @since 0.1.0
     */
    static RepairReport importEntries(JournalOptions target, int shards, Iterator<StreamEntry> entries) {
        return FilesOpener.importEntries(target, shards, entries);
    }

    /** Closes the files that are open. It can be called again without effect. */
    @Override
    void close();
}
