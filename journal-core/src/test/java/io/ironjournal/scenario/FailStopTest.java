package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first failed write or force ends all writes. Reads continue, and reopening shows the durable entries. */
class FailStopTest {

    private final SimulatedStorage device = new SimulatedStorage(1);
    private final HookedStorage storage = new HookedStorage(device);
    private final List<byte[]> acknowledged = new ArrayList<>();

    private void append(Journal journal, int size) {
        byte[] entry = entry(acknowledged.size(), size);
        journal.append("a", entry);
        acknowledged.add(entry);
    }

    /** Appends until the next matching operation fails the journal. Returns the operations from then on. */
    private List<String> failAt(Journal journal, String prefix, Throwable failure) {
        storage.once(prefix, operation -> {
            storage.operations.clear();
            sneakyThrow(failure);
        });
        for (int i = 0; i < 1000 && journal.stats().failure().isEmpty(); i++) {
            try {
                append(journal, 1000);
            } catch (JournalFailedException e) {
                assertTrue(journal.stats().failure().isPresent());
            }
        }
        assertTrue(journal.stats().failure().isPresent(), "nothing failed at " + prefix);
        return storage.operations;
    }

    /**
     * Another thread prepares a log segment beside the group that needs it. Without threads, this precedes the force.
     */
    private static void requireNothingButTheGroupUnderWay(List<String> later, String prefix) {
        boolean preparing = prefix.contains("log") && !prefix.startsWith("writeForced:");
        List<String> others = later.stream()
                .filter(operation -> !(preparing && operation.startsWith("writeForced:log/")))
                .toList();
        assertEquals(List.of(), others, "operations after the failure");
        assertTrue(later.size() - others.size() <= 1, "groups after the failure: " + later);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneakyThrow(Throwable failure) throws E {
        throw (E) failure;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "writeForced:log/",
                "create:log/",
                "write:log/",
                "force:log/",
                "rename:log/",
                "dir:log",
                "create:streams/",
                "write:streams/",
                "force:streams/",
                "dir:streams",
            })
    void afterAnyFailure_nothingIsWrittenForcedOrDeleted(String prefix) throws IOException {
        Journal journal = Small.open(storage);
        List<String> later = failAt(journal, prefix, new IOException("simulated"));
        BranchId branch = Small.branchId("b");
        JournalFailedException append =
                assertThrows(JournalFailedException.class, () -> journal.append("a", entry(0, 10)));
        assertFalse(append.outcomeUnknown());
        Branch begun = Transactions.of(journal).begin(branch);
        assertFalse(assertThrows(JournalFailedException.class, () -> begun.add("a", entry(0, 10)))
                .outcomeUnknown());
        assertFalse(assertThrows(JournalFailedException.class, journal::sync).outcomeUnknown());
        Small.requireEntries(journal, "a", acknowledged);
        journal.close();
        requireNothingButTheGroupUnderWay(later, prefix);
        try (Journal reopened = Small.open(device.powerCut(5))) {
            long found = reopened.nextId("a");
            assertTrue(found >= acknowledged.size(), "acknowledged entries are lost");
            for (int id = 0; id < acknowledged.size(); id++) {
                assertArrayEquals(acknowledged.get(id), reopened.get("a", id).orElseThrow());
            }
        }
    }

    @Test
    void call_whoseForceFails_hasAnUnknownOutcome() throws IOException {
        Journal journal = Small.open(storage);
        append(journal, 10);
        storage.once("writeForced:log/", operation -> {
            throw new IOException("simulated");
        });
        JournalFailedException failed =
                assertThrows(JournalFailedException.class, () -> journal.append("a", entry(1, 10)));
        assertTrue(failed.outcomeUnknown());
        assertEquals(1, journal.nextId("a"), "an entry with an unknown outcome is not visible");
        journal.close();
        try (Journal reopened = Small.open(device)) {
            Small.requireEntries(reopened, "a", acknowledged);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"writeForced:log/", "force:streams/", "dir:streams/", "rename:log/", "dir:log"})
    void failedForce_withANoSpaceError_isNotTakenForAFullDisk(String prefix) throws IOException {
        Journal journal = Small.open(storage);
        List<String> later = failAt(journal, prefix, new NoSpaceException("simulated", null));
        journal.close();
        requireNothingButTheGroupUnderWay(later, prefix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"writeForced:log/", "force:log/", "write:streams/", "dir:log"})
    void anyThrowable_endsWritesLikeADeviceError(String prefix) throws IOException {
        for (Throwable thrown : List.of(new IllegalStateException("simulated"), new OutOfMemoryError("simulated"))) {
            FailStopTest test = new FailStopTest();
            Journal journal = Small.open(test.storage);
            List<String> later = test.failAt(journal, prefix, thrown);
            assertFalse(assertThrows(JournalFailedException.class, () -> journal.append("a", entry(0, 1)))
                    .outcomeUnknown());
            Small.requireEntries(journal, "a", test.acknowledged);
            journal.close();
            requireNothingButTheGroupUnderWay(later, prefix);
        }
    }
}
