package io.ironjournal.jta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Tests every call in every state of a branch against a table of the error code and the next state. The states are
 * {@code -} unknown, {@code A} associated, {@code U} suspended, {@code I} ended, {@code R} rollback-only and {@code P}
 * prepared. {@code same} is the resource that began the branch, {@code other} is another resource of the same journal.
 * After an error the state is unchanged, unless the table contains the next state.
 */
class XaStateTableTest {

    private static final String TABLE = """
            call             by    | -    | A      | U      | I      | R       | P      | D
            start NOFLAGS    same  | A    | PROTO  | DUPID  | DUPID  | DUPID   | DUPID  | DUPID
            start NOFLAGS    other | A    | DUPID  | DUPID  | DUPID  | DUPID   | DUPID  | DUPID
            start JOIN       same  | NOTA | PROTO  | PROTO  | A      | RB      | PROTO  | PROTO
            start JOIN       other | NOTA | A      | PROTO  | A      | RB      | PROTO  | PROTO
            start RESUME     same  | NOTA | PROTO  | A      | PROTO  | RB      | PROTO  | PROTO
            start RESUME     other | NOTA | PROTO  | PROTO  | PROTO  | RB      | PROTO  | PROTO
            end SUCCESS      same  | NOTA | I      | I      | PROTO  | RB      | PROTO  | PROTO
            end SUCCESS      other | NOTA | PROTO  | PROTO  | PROTO  | RB      | PROTO  | PROTO
            end FAIL         same  | NOTA | R      | R      | PROTO  | RB      | PROTO  | PROTO
            end FAIL         other | NOTA | PROTO  | PROTO  | PROTO  | RB      | PROTO  | PROTO
            end SUSPEND      same  | NOTA | U      | PROTO  | PROTO  | RB      | PROTO  | PROTO
            end SUSPEND      other | NOTA | PROTO  | PROTO  | PROTO  | RB      | PROTO  | PROTO
            prepare          same  | NOTA | PROTO  | PROTO  | P      | RB->-   | PROTO  | PROTO
            prepare          other | NOTA | PROTO  | PROTO  | P      | RB->-   | PROTO  | PROTO
            prepare empty    same  | NOTA | PROTO  | PROTO  | RDONLY | RB->-   | PROTO  | PROTO
            commit 1PC       same  | NOTA | PROTO  | PROTO  | -      | RB->-   | PROTO  | PROTO
            commit 1PC       other | NOTA | PROTO  | PROTO  | -      | RB->-   | PROTO  | PROTO
            commit 2PC       same  | NOTA | PROTO  | PROTO  | PROTO  | RB      | -      | -
            commit 2PC       other | NOTA | PROTO  | PROTO  | PROTO  | RB      | -      | -
            rollback         same  | NOTA | PROTO  | PROTO  | -      | -       | -      | XA_HEURCOM
            rollback         other | NOTA | PROTO  | PROTO  | -      | -       | -      | XA_HEURCOM
            forget           same  | NOTA | PROTO  | PROTO  | PROTO  | PROTO   | PROTO  | -
            forget           other | NOTA | PROTO  | PROTO  | PROTO  | PROTO   | PROTO  | -
            """;

    private static final Set<String> STATES = Set.of("-", "A", "U", "I", "R", "P", "D");

    private InMemoryJournal journal;
    private JournalXADataSource source;
    private Xid xid;

    /** Opens a new journal. A test of another log overrides it. */
    InMemoryJournal open() {
        return new InMemoryJournal();
    }

    @TestFactory
    Stream<DynamicTest> everyCall_inEveryState_hasResultOfTable() {
        List<DynamicTest> tests = new ArrayList<>();
        List<List<String>> rows = TABLE.lines()
                .map(line -> Stream.of(line.split("\\|")).map(String::strip).toList())
                .toList();
        for (List<String> row : rows.subList(1, rows.size())) {
            for (int column = 1; column < row.size(); column++) {
                String call = row.get(0).replaceAll(" +", " ");
                String state = rows.get(0).get(column);
                String expected = row.get(column);
                tests.add(DynamicTest.dynamicTest(
                        call + " in " + state + ": " + expected, () -> checkAnew(call, state, expected)));
            }
        }
        assertEquals(23 * 7, tests.size());
        return tests.stream();
    }

    private void checkAnew(String call, String state, String expected) throws XAException {
        journal = open();
        source = new JournalXADataSource(journal);
        xid = TestXid.next();
        try {
            check(call, state, expected);
        } finally {
            journal.close();
        }
    }

    private void check(String call, String state, String expected) throws XAException {
        JournalXAConnection same = source.getXAConnection();
        bring(same, state, !call.contains("empty"));
        assertEquals(state, state());
        XAResource by = call.endsWith("same")
                ? same.getXAResource()
                : source.getXAConnection().getXAResource();

        String answer = make(call.substring(0, call.lastIndexOf(' ')), by);

        String code = expected.contains("->") ? expected.substring(0, expected.indexOf('-')) : expected;
        String after = expected.contains("->")
                ? expected.substring(expected.indexOf('>') + 1)
                : STATES.contains(expected) ? expected : expected.equals("RDONLY") ? "-" : state;
        assertEquals(STATES.contains(code) ? "OK" : code, answer);
        assertEquals(after, state());
    }

    private void bring(JournalXAConnection to, String state, boolean withEntry) throws XAException {
        XAResource resource = to.getXAResource();
        if (state.equals("-")) {
            return;
        }
        resource.start(xid, XAResource.TMNOFLAGS);
        if (withEntry || state.equals("P") || state.equals("D")) {
            to.getConnection().writer("s").add("entry".getBytes(StandardCharsets.UTF_8));
        }
        switch (state) {
            case "U" -> resource.end(xid, XAResource.TMSUSPEND);
            case "I" -> resource.end(xid, XAResource.TMSUCCESS);
            case "R" -> resource.end(xid, XAResource.TMFAIL);
            case "P" -> {
                resource.end(xid, XAResource.TMSUCCESS);
                resource.prepare(xid);
            }
            case "D" -> {
                resource.end(xid, XAResource.TMSUCCESS);
                resource.prepare(xid);
                Transactions.of(journal).decide("decision", new byte[1], List.of(BranchIds.of(xid)));
            }
            default -> {}
        }
    }

    private String make(String call, XAResource by) {
        try {
            switch (call) {
                case "start NOFLAGS" -> by.start(xid, XAResource.TMNOFLAGS);
                case "start JOIN" -> by.start(xid, XAResource.TMJOIN);
                case "start RESUME" -> by.start(xid, XAResource.TMRESUME);
                case "end SUCCESS" -> by.end(xid, XAResource.TMSUCCESS);
                case "end FAIL" -> by.end(xid, XAResource.TMFAIL);
                case "end SUSPEND" -> by.end(xid, XAResource.TMSUSPEND);
                case "prepare", "prepare empty" -> {
                    return by.prepare(xid) == XAResource.XA_RDONLY ? "RDONLY" : "OK";
                }
                case "commit 1PC" -> by.commit(xid, true);
                case "commit 2PC" -> by.commit(xid, false);
                case "rollback" -> by.rollback(xid);
                case "forget" -> by.forget(xid);
                default -> throw new AssertionError(call);
            }
            return "OK";
        } catch (XAException error) {
            return code(error);
        }
    }

    private static String code(XAException error) {
        if (error.errorCode >= XAException.XA_RBBASE && error.errorCode <= XAException.XA_RBEND) {
            return "RB";
        }
        return XaErrors.name(error.errorCode).replace("XAER_", "");
    }

    private String state() throws XAException {
        Optional<Branch> found = Transactions.of(journal).find(BranchIds.of(xid));
        if (found.isEmpty()) {
            return "-";
        }
        return switch (found.get().state()) {
            case ACTIVE -> linked(found.get());
            case ROLLBACK_ONLY -> "R";
            case PREPARED -> "P";
            case DECIDED -> "D";
            default -> found.get().toString();
        };
    }

    private static String linked(Branch branch) {
        String links = String.valueOf(branch.use());
        return links.contains("ACTIVE") ? "A" : links.contains("SUSPENDED") ? "U" : "I";
    }
}
