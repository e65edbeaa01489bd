package io.ironjournal.narayana;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.io.DiskStorage;
import io.ironjournal.transaction.Transactions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;

/** A journal on the disk in which the process dies. */
final class HaltingJournal {

    private final HaltPoint point;
    private final HaltingStorage storage;

    private HaltingJournal(HaltPoint point, HaltingStorage storage) {
        this.point = point;
        this.storage = storage;
    }

    static JournalOptions options(Path directory) {
        return JournalOptions.builder(directory)
                .logSegmentSize(1 << 20)
                .logBudget(4 << 20)
                .build();
    }

    static Journal open(Path directory, HaltPoint point, int write) {
        HaltingStorage storage = new HaltingStorage(new DiskStorage(directory));
        if (point == HaltPoint.DURING_OPEN) {
            storage.haltInWrite(write);
        }
        HaltingJournal halting = new HaltingJournal(point, storage);
        return halting.proxy(Journal.class, JournalOpener.open(options(directory), storage, true));
    }

    /** Recovery also asks for branches that have their outcome, which is no place to die. */
    private boolean isHere(Transactions transactions, Method called, Object[] args) {
        return called.getName().equals(point.method())
                && (!point.isOnPreparedBranch()
                        || transactions.inDoubt().stream()
                                .anyMatch(branch -> branch.id().equals(args[0])));
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, called, args) -> {
            boolean here = target instanceof Transactions transactions && isHere(transactions, called, args);
            if (here && point.isBefore()) {
                HaltPoint.halt();
            }
            if (here && point.isDuring()) {
                storage.haltInWrite(1);
            }
            Object result;
            try {
                result = called.invoke(target, args);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
            if (here && !point.isDuring()) {
                HaltPoint.halt();
            }
            return result instanceof Transactions transactions ? proxy(Transactions.class, transactions) : result;
        }));
    }
}
