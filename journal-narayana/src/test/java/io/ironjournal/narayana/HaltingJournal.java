package io.ironjournal.narayana;

import io.ironjournal.ForwardingJournal;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.BranchState;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Optional;

/** A journal that crashes the process. */
final class HaltingJournal extends ForwardingJournal {

    private final HaltPoint point;
    private final HaltingWrites writes;
    private final Journal journal;

    private HaltingJournal(HaltPoint point, HaltingWrites writes, Journal journal) {
        this.point = point;
        this.writes = writes;
        this.journal = journal;
    }

    static JournalOptionsBuilder options(Path directory) {
        return JournalOptions.builder(directory).logSegmentSize(1 << 20).logBudget(4 << 20);
    }

    static Journal open(MatrixJournals journals, Path directory, HaltPoint point, int write) {
        HaltingWrites writes = new HaltingWrites();
        if (point == HaltPoint.DURING_OPEN) {
            writes.haltInWrite(write);
        }
        return new HaltingJournal(point, writes, journals.open(directory, writes));
    }

    /** Returns a journal that is open already, with its writes. */
    static Journal of(Journal journal, HaltPoint point, HaltingWrites writes) {
        return new HaltingJournal(point, writes, journal);
    }

    @Override
    protected Journal delegate() {
        return journal;
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return journal.unwrap(type).map(found -> type.cast(halting((Transactions) found)));
    }

    /** Recovery also asks for branches that have their outcome, which is no place to die. */
    private boolean isHere(Transactions transactions, Method called, Object[] args) {
        return called.getName().equals(point.method())
                && (!point.isOnPreparedBranch()
                        || transactions
                                .find((BranchId) args[0])
                                .map(Branch::state)
                                .filter(state -> state.isInDoubt() || state == BranchState.DECIDED)
                                .isPresent());
    }

    private Transactions halting(Transactions transactions) {
        return (Transactions) Proxy.newProxyInstance(
                Transactions.class.getClassLoader(),
                new Class<?>[] {Transactions.class},
                (self, called, args) -> call(transactions, called, args));
    }

    private Object call(Transactions transactions, Method called, Object[] args) throws Throwable {
        boolean here = isHere(transactions, called, args);
        if (here && point.isBefore()) {
            HaltPoint.halt();
        }
        if (here && point.isDuring()) {
            writes.haltInWrite(1);
        }
        Object result;
        try {
            result = called.invoke(transactions, args);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
        if (here && !point.isDuring()) {
            HaltPoint.halt();
        }
        return result;
    }
}
