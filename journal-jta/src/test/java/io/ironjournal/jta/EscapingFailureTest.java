package io.ironjournal.jta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.spi.transaction.Transactions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests that a failure in any call and state is an XAException with an error code. */
class EscapingFailureTest {

    private static final List<Throwable> FAILURES = List.of(
            new IllegalStateException("a bug"),
            new NullPointerException("a bug"),
            new JournalFailedException("failed", true, new IllegalStateException("the force")),
            new OutOfMemoryError("injected"),
            new StackOverflowError("injected"),
            new AssertionError("injected"),
            new NoClassDefFoundError("injected"));

    /** The calls on the journal that fail: all calls, or only the calls after the branch was found. */
    private static final List<String> FAILING = List.of(".*", "(?!find|requireWorking).*");

    private enum State {
        UNKNOWN,
        ASSOCIATED,
        ENDED,
        PREPARED
    }

    private interface XaCall {
        void on(XAResource resource, Xid xid) throws XAException;
    }

    private record Named(String name, XaCall call) {}

    private static final List<Named> CALLS = List.of(
            new Named("start", (resource, xid) -> resource.start(xid, XAResource.TMNOFLAGS)),
            new Named("join", (resource, xid) -> resource.start(xid, XAResource.TMJOIN)),
            new Named("end", (resource, xid) -> resource.end(xid, XAResource.TMSUCCESS)),
            new Named("fail", (resource, xid) -> resource.end(xid, XAResource.TMFAIL)),
            new Named("prepare", (resource, xid) -> resource.prepare(xid)),
            new Named("commit in one phase", (resource, xid) -> resource.commit(xid, true)),
            new Named("commit", (resource, xid) -> resource.commit(xid, false)),
            new Named("rollback", XAResource::rollback),
            new Named("forget", XAResource::forget),
            new Named("recover", (resource, xid) -> resource.recover(XAResource.TMSTARTRSCAN)));

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private String failing = ".*";
    private final InMemoryJournal journal = new InMemoryJournal();
    private final JournalXADataSource source = new JournalXADataSource(proxy(Journal.class, journal));
    private final Xid xid = TestXid.next();

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, called, args) -> {
            Throwable injected = failure.get();
            if (injected != null
                    && type == Transactions.class
                    && called.getName().matches(failing)) {
                throw injected;
            }
            try {
                Object result = called.invoke(target, args);
                return result instanceof Optional<?> found && found.orElse(null) instanceof Transactions transactions
                        ? Optional.of(proxy(Transactions.class, transactions))
                        : result;
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
    }

    private XAResource bring(State state) throws XAException {
        JournalXAConnection connection = source.getXAConnection();
        XAResource resource = connection.getXAResource();
        if (state != State.UNKNOWN) {
            resource.start(xid, XAResource.TMNOFLAGS);
            connection.getConnection().writer("s").add("entry".getBytes(StandardCharsets.UTF_8));
        }
        if (state == State.ENDED || state == State.PREPARED) {
            resource.end(xid, XAResource.TMSUCCESS);
        }
        if (state == State.PREPARED) {
            resource.prepare(xid);
        }
        return resource;
    }

    @TestFactory
    Stream<DynamicTest> anyFailure_isXaExceptionWithCode() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Named call : CALLS) {
            for (State state : State.values()) {
                for (Throwable injected : FAILURES) {
                    for (String failing : FAILING) {
                        tests.add(DynamicTest.dynamicTest(
                                call.name() + " of a branch that is " + state + ": " + injected + " of " + failing,
                                () -> checkAnew(call, state, injected, failing)));
                    }
                }
            }
        }
        return tests.stream();
    }

    private static void checkAnew(Named call, State state, Throwable injected, String failing) throws XAException {
        EscapingFailureTest test = new EscapingFailureTest();
        test.failing = failing;
        try {
            test.check(call, state, injected);
        } finally {
            test.journal.close();
        }
    }

    private void check(Named call, State state, Throwable injected) throws XAException {
        XAResource resource = bring(state);
        failure.set(injected);
        try {
            call.call().on(resource, xid);
        } catch (XAException answer) {
            assertNotEquals(0, answer.errorCode);
            assertNotEquals(XAException.XAER_RMERR, answer.errorCode, "means that the journal rolled back");
        }
        failure.set(null);
        if (state == State.PREPARED) {
            assertEquals(1, resource.recover(XAResource.TMSTARTRSCAN).length, "stays in doubt");
        }
    }

    @Test
    void commit_permanentFailure_keepsBranchPreparedAndCommitsLater() throws XAException {
        XAResource resource = bring(State.PREPARED);
        failing = "commit";
        for (Throwable injected : FAILURES) {
            failure.set(injected);
            XaResourceTest.assertCode(XAException.XAER_RMFAIL, () -> resource.commit(xid, false));
            assertEquals(1, resource.recover(XAResource.TMSTARTRSCAN).length);
        }
        failure.set(null);
        resource.commit(xid, false);
        assertEquals(List.of("entry"), journal.read("s"));
    }

    @Test
    void brokenXid_isXaException() {
        Xid broken = new Xid() {
            @Override
            public int getFormatId() {
                return 1;
            }

            @Override
            public byte[] getGlobalTransactionId() {
                throw new IllegalStateException("a bug of the transaction manager");
            }

            @Override
            public byte[] getBranchQualifier() {
                throw new IllegalStateException("a bug of the transaction manager");
            }
        };
        XAResource resource = source.getXAConnection().getXAResource();
        XaResourceTest.assertCode(XAException.XAER_RMFAIL, () -> resource.start(broken, XAResource.TMNOFLAGS));
        XaResourceTest.assertCode(XAException.XAER_RMFAIL, () -> resource.commit(broken, true));
    }
}
