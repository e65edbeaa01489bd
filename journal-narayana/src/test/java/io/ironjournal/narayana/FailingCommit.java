package io.ironjournal.narayana;

import io.ironjournal.Journal;
import io.ironjournal.JournalIOException;
import io.ironjournal.transaction.Transactions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A journal that commits no prepared branch, and does everything else. */
final class FailingCommit {

    Journal in(Journal journal) {
        return proxy(Journal.class, journal);
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, called, args) -> {
            if (type == Transactions.class && called.getName().equals("commit")) {
                throw new JournalIOException("It will not");
            }
            try {
                Object result = called.invoke(target, args);
                return result instanceof Transactions transactions ? proxy(Transactions.class, transactions) : result;
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
    }
}
