package io.ironjournal.jta;

import io.ironjournal.ForwardingJournal;
import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.io.SimulatedStorage;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.InDoubtBranch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The real journal on a storage in memory, which fails where it is told to, and survives "crashes" in that storage. */
public final class InMemoryJournal extends ForwardingJournal {

    private static final JournalOptions OPTIONS = JournalOptions.builder(Path.of("in-memory"))
            .logSegmentSize(64 << 10)
            .logBudget(1 << 20)
            .maxSegmentSize(8 << 10)
            .maxEntrySize(1 << 20)
            .maxTransactionSize(1 << 20)
            .build();

    /** Where a fault strikes. */
    public enum Call {
        BEGIN,
        PREPARE,
        COMMIT,
        COMMIT_ONE_PHASE,
        ROLLBACK,
        IN_DOUBT
    }

    private final SimulatedStorage storage;
    private final FailingLog log;
    private final Journal journal;
    private final FaultyTransactions transactions;
    private final UUID id;
    private final long forcesOfOpening;
    private boolean closed;

    public InMemoryJournal() {
        this(new SimulatedStorage(1));
    }

    private InMemoryJournal(SimulatedStorage storage) {
        this.storage = storage;
        this.log = new FailingLog(storage);
        this.journal = JournalOpener.open(OPTIONS, log, false);
        this.transactions = new FaultyTransactions(Transactions.of(journal), log);
        this.id = transactions.journalId();
        this.forcesOfOpening = journal.stats().forces();
    }

    /** The same journal after a crash or a restart: what was not durable is gone. */
    public InMemoryJournal reopen() {
        close();
        return new InMemoryJournal(storage.kill());
    }

    /** The forces of the commit log since it was opened. */
    public long forces() {
        return journal.stats().forces() - forcesOfOpening;
    }

    /** The branches that are in memory only. */
    public long activeBranches() {
        return transactions.active();
    }

    /** The next such call throws this before it does anything. */
    public void refuse(Call call, RuntimeException why) {
        transactions.refuse(call, why);
    }

    /** The next such call throws this before it does anything. */
    public void refuse(Call call, Error why) {
        transactions.refuse(call, why);
    }

    /** The next such call fails at its force, and the journal with it. */
    public void failForce(Call call, boolean persistedAllTheSame) {
        transactions.failForce(call, persistedAllTheSame);
    }

    /** Every write fails from now on, as after a failed force. */
    public void fail() {
        log.fail(false);
        try {
            journal.append("failing", new byte[0]);
        } catch (JournalFailedException failed) {
            return;
        }
        throw new AssertionError("The journal did not fail");
    }

    /** The entries of a stream as text; also when the journal is closed. */
    public List<String> read(String stream) {
        if (closed) {
            try (InMemoryJournal reopened = new InMemoryJournal(storage.kill())) {
                return reopened.read(stream);
            }
        }
        List<String> entries = new ArrayList<>();
        for (long entry = 0; entry < journal.nextId(stream); entry++) {
            entries.add(new String(journal.get(stream, entry).orElseThrow(), StandardCharsets.UTF_8));
        }
        return entries;
    }

    /** The id that it keeps over restarts. */
    public UUID journalId() {
        return id;
    }

    /** What is prepared and undecided. */
    public List<InDoubtBranch> inDoubt() {
        return Transactions.of(journal).inDoubt();
    }

    @Override
    protected Journal delegate() {
        return journal;
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        // Fails when the journal is closed.
        Optional<T> found = journal.unwrap(type);
        return type == Transactions.class ? Optional.of(type.cast(transactions)) : found;
    }

    @Override
    public void close() {
        closed = true;
        journal.close();
    }
}
