package io.ironjournal.narayana;

import io.ironjournal.ForwardingJournal;
import io.ironjournal.Journal;
import io.ironjournal.JournalIOException;
import io.ironjournal.spi.transaction.Transactions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** A journal that works except that it commits no prepared branch. */
final class FailingCommit {

    Journal in(Journal journal) {
        return new ForwardingJournal() {
            @Override
            protected Journal delegate() {
                return journal;
            }

            @Override
            public <T> Optional<T> unwrap(Class<T> type) {
                return journal.unwrap(type).map(found -> type.cast(failing((Transactions) found)));
            }
        };
    }

    private static Transactions failing(Transactions transactions) {
        return (Transactions) Proxy.newProxyInstance(
                Transactions.class.getClassLoader(), new Class<?>[] {Transactions.class}, (self, called, args) -> {
                    if (called.getName().equals("commit")) {
                        throw new JournalIOException("injected");
                    }
                    try {
                        return called.invoke(transactions, args);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
