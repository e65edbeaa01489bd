package io.ironjournal.jta;

import io.ironjournal.ForwardingJournal;
import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.InDoubtBranch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A real journal in memory. Calls can be made to fail, and its log survives simulated crashes. */
public final class InMemoryJournal extends ForwardingJournal {

    /** The calls that can be made to fail. */
    public enum Call {
        BEGIN,
        PREPARE,
        COMMIT,
        COMMIT_ONE_PHASE,
        ROLLBACK,
        IN_DOUBT
    }

    private final FailableLog log;
    private final Journal journal;
    private final FaultyTransactions transactions;
    private final UUID id;
    private final long forcesOfOpening;
    private boolean closed;

    /** Opens a new journal in files. */
    public InMemoryJournal() {
        this(new FailableFileLog(new SimulatedStorage(1)));
    }

    /** Opens the journal on a log. */
    public InMemoryJournal(FailableLog log) {
        this.log = log;
        this.journal = log.open(JournalOptions.builder(Path.of("in-memory"))
                .logSegmentSize(64 << 10)
                .logBudget(1 << 20)
                .maxSegmentSize(8 << 10)
                .maxEntrySize(1 << 20)
                .maxTransactionSize(1 << 20));
        this.transactions = new FaultyTransactions(Transactions.of(journal), log);
        this.id = transactions.journalId();
        this.forcesOfOpening = journal.stats().forces();
    }

    /** Returns the same journal after a crash. Data that is not durable is lost. */
    public InMemoryJournal reopen() {
        close();
        return new InMemoryJournal(log.afterCrash());
    }

    /** Returns the number of commit-log forces since the opening. */
    public long forces() {
        return journal.stats().forces() - forcesOfOpening;
    }

    /** Returns the number of branches that are in memory only. */
    public long activeBranches() {
        return transactions.active();
    }

    /** Makes the next such call throw this before it has any effect. */
    public void refuse(Call call, RuntimeException why) {
        transactions.refuse(call, why);
    }

    /** Makes the next such call throw this before it has any effect. */
    public void refuse(Call call, Error why) {
        transactions.refuse(call, why);
    }

    /** Makes the next such call fail at its force, which stops the journal. */
    public void failForce(Call call, boolean persisted) {
        transactions.failForce(call, persisted);
    }

    /** Stops all writing, as after a failed force. */
    public void fail() {
        log.fail(false);
        try {
            journal.append("failing", new byte[0]);
        } catch (JournalFailedException failed) {
            return;
        }
        throw new AssertionError("The journal did not fail");
    }

    /** Returns the entries of a stream as text. Also works when the journal is closed. */
    public List<String> read(String stream) {
        if (closed) {
            try (InMemoryJournal reopened = new InMemoryJournal(log.afterCrash())) {
                return reopened.read(stream);
            }
        }
        List<String> entries = new ArrayList<>();
        for (long entry = 0; entry < journal.nextId(stream); entry++) {
            entries.add(new String(journal.get(stream, entry).orElseThrow(), StandardCharsets.UTF_8));
        }
        return entries;
    }

    /** Returns the id, which is the same after each restart. */
    public UUID journalId() {
        return id;
    }

    /** Returns the branches in doubt. */
    public List<InDoubtBranch> inDoubt() {
        return Transactions.of(journal).inDoubt();
    }

    @Override
    protected Journal delegate() {
        return journal;
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        // Throws an exception when the journal is closed.
        Optional<T> found = journal.unwrap(type);
        return type == Transactions.class ? Optional.of(type.cast(transactions)) : found;
    }

    @Override
    public void close() {
        closed = true;
        journal.close();
    }
}
