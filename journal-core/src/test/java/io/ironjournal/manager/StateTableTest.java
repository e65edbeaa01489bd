package io.ironjournal.manager;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.figures.JournalFigures;
import io.ironjournal.format.Manifest;
import io.ironjournal.log.CommitListener;
import io.ironjournal.log.Committer;
import io.ironjournal.log.LogRecovery;
import io.ironjournal.log.LogSettings;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.transaction.StatesFullException;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The records of states, and how they limit the flush mark. */
class StateTableTest {

    private final SimulatedStorage storage = new SimulatedStorage(1);
    private CommitLog log;
    private Committer committer;
    private StateTable states;

    @BeforeEach
    void startWithoutStates() throws IOException {
        storage.createDirectory("log");
        log = LogRecovery.create(
                new LogSettings(
                        storage,
                        8 << 10,
                        64 << 10,
                        Runnable::run,
                        failure -> {},
                        new JournalFigures("test", Runnable::run)),
                new Manifest(0, new UUID(1, 2)));
        committer = new Committer(
                log,
                new Nobody(),
                Runnable::run,
                InstantSource.system(),
                new JournalFigures("test", Runnable::run),
                null,
                false);
        states = new StateTable(committer, 4 << 10);
    }

    private static final class Nobody implements CommitListener {
        @Override
        public void groupCommitted() {}

        @Override
        public void logFull() {}

        @Override
        public void failed(Throwable cause) {}
    }

    private static byte[] state(int size) {
        return new byte[size];
    }

    @Test
    void mark_staysAtTheOldestState() {
        long first = log.end();
        states.put("a", state(10));
        long second = log.end();
        states.put("b", state(10));
        assertEquals(first, states.limitMark(log.end()));
        states.remove("a");
        assertEquals(second, states.limitMark(log.end()));
        assertEquals(first, states.limitMark(first), "a lower mark");
        states.remove("b");
        assertEquals(log.end(), states.limitMark(log.end()));
    }

    @Test
    void stateThatIsCarriedForward_noLongerHoldsTheMark() {
        states.put("a", state(10));
        long below = log.end();
        assertEquals(0, states.unflushedBelow(below), "it never goes to a file");
        states.carryForward(below);
        assertTrue(states.hasNoneBelow(below));
        assertEquals(below, states.limitMark(below));
        assertEquals(log.end(), log.durable(), "the copy is forced");
        long end = log.end();
        states.carryForward(below);
        assertEquals(end, log.end(), "copied once");
    }

    /** The flusher chose the states to copy, and then another thread was faster. */
    @Test
    void copyOfAStateThatWasRemovedOrReplaced_isNotWritten() {
        states.put("a", state(10));
        StoredState chosen = chosen("a");
        states.remove("a");
        states.force();
        requireNotCopied(chosen);
        states.put("b", state(10));
        chosen = chosen("b");
        states.put("b", state(11));
        requireNotCopied(chosen);
        assertEquals(11, states.get("b").length);
    }

    /** Returns the state as a copy would find it: this one is in the table until something else is assigned. */
    private StoredState chosen(String key) {
        StoredState copy = new StoredState(StateRecord.put(key, state(10)));
        states.assigned(copy);
        states.applied(copy, log.end());
        assertTrue(states.isNewest(copy));
        return copy;
    }

    private void requireNotCopied(StoredState chosen) {
        long end = log.end();
        committer.execute(new StateWrites.Copy(states, chosen));
        assertEquals(end, log.end());
    }

    @Test
    void statesBeyondTheLimit_areRefused_untilOthersAreRemoved() {
        states.put("a", state(2000));
        long end = log.end();
        StatesFullException full = assertThrows(StatesFullException.class, () -> states.put("b", state(2000)));
        assertTrue(full.isRetryable());
        assertTrue(full.getMessage().contains("it has 1"), full.getMessage());
        assertEquals(end, log.end(), "nothing was written");
        assertThrows(StatesFullException.class, () -> states.put("a", state(2000)), "both need room for a moment");
        states.remove("a");
        states.put("b", state(2000));
        states.put("b", state(100));
        states.put("a", state(2000));
        assertEquals(List.of("a", "b"), states.keys().stream().sorted().toList());
    }

    @Test
    void removalOfAMissingState_writesNothing() {
        long end = log.end();
        assertEquals(false, states.remove("a"));
        assertEquals(end, log.end());
        assertNull(states.get("a"));
    }

    @Test
    void record_isDecodedAsItWasEncoded() {
        StateRecord put = StateRecord.decode(
                ByteBuffer.wrap(StateRecord.put("key", new byte[] {1, 2}).content()));
        assertEquals("key", put.key());
        assertEquals(false, put.isRemoval());
        assertArrayEquals(new byte[] {1, 2}, put.state());
        StateRecord removal =
                StateRecord.decode(ByteBuffer.wrap(StateRecord.removal("key").content()));
        assertEquals("key", removal.key());
        assertTrue(removal.isRemoval());
        assertEquals(StateRecord.removalSize("key"), removal.content().length);
    }

    @Test
    void damagedContent_isNoState() {
        for (byte[] damaged : List.of(
                new byte[0],
                new byte[] {1, 0, 3},
                new byte[] {3, 0, 1, 0, 'a'},
                new byte[] {1, 1, 1, 0, 'a'},
                new byte[] {1, 0, 0, 0, 'a'},
                new byte[] {1, 0, 2, 0, 'a'},
                new byte[] {1, 0, 0, (byte) 0x80, 'a'},
                new byte[] {2, 0, 1, 0, 'a', 'b'})) {
            ByteBuffer content = ByteBuffer.wrap(damaged);
            assertThrows(CorruptionException.class, () -> StateRecord.decode(content));
        }
    }
}
