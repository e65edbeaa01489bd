package io.ironjournal.narayana;

import io.ironjournal.Journal;
import io.ironjournal.transaction.Transactions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Where a process dies. What Narayana has done by then follows from the order of the resources: it writes its log after
 * the last prepare and before the first commit, and removes it after the last commit.
 */
enum HaltPoint {
    BEFORE_PREPARE("prepare", false, false),
    AFTER_PREPARE("prepare", true, false),
    BEFORE_COMMIT("commit", false, true),
    AFTER_COMMIT("commit", true, true),
    BEFORE_ONE_PHASE_COMMIT("commitOnePhase", false, false),
    AFTER_ONE_PHASE_COMMIT("commitOnePhase", true, true);

    /** The exit code of a process that died where it was to. */
    static final int EXIT_CODE = 42;

    private final String method;
    private final boolean after;
    private final boolean decided;

    HaltPoint(String method, boolean after, boolean decided) {
        this.method = method;
        this.after = after;
        this.decided = decided;
    }

    boolean isOnePhase() {
        return method.equals("commitOnePhase");
    }

    /** Whether the transaction must be committed in the end. */
    boolean isDecided() {
        return decided;
    }

    /** The journal, as a proxy that kills the process here. */
    Journal in(Journal journal) {
        return proxy(Journal.class, journal, false);
    }

    private <T> T proxy(Class<T> type, T target, boolean halting) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, called, args) -> {
            boolean here = halting && called.getName().equals(method);
            if (here && !after) {
                Runtime.getRuntime().halt(EXIT_CODE);
            }
            Object result;
            try {
                result = called.invoke(target, args);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
            if (here) {
                Runtime.getRuntime().halt(EXIT_CODE);
            }
            return result instanceof Transactions transactions ? proxy(Transactions.class, transactions, true) : result;
        }));
    }
}
