package io.ironjournal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.sharded.CheckpointNotFoundException;
import io.ironjournal.sharded.InvalidCheckpointIdException;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.BranchStateException;
import io.ironjournal.spi.transaction.DuplicateBranchException;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.UnknownBranchException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors name their subject in accessors, so that applications need not parse messages. */
class JournalExceptionTest {

    private static final byte[] ENTRY = {1, 2, 3};

    @TempDir
    Path root;

    private static void assertAbout(JournalException error, String stream, long id) {
        assertEquals(Optional.of(stream), error.stream(), error.getMessage());
        assertEquals(OptionalLong.of(id), error.id(), error.getMessage());
    }

    @Test
    void hierarchy_isSealed_andOnlyIntegrationsExtendIt() {
        Set<String> open = new TreeSet<>();
        Deque<Class<?>> types = new ArrayDeque<>(List.of(JournalException.class));
        int members = 0;
        while (!types.isEmpty()) {
            Class<?> type = types.remove();
            members++;
            if (type.isSealed()) {
                types.addAll(List.of(type.getPermittedSubclasses()));
            } else if (!Modifier.isFinal(type.getModifiers())) {
                open.add(type.getSimpleName());
            }
        }
        assertEquals(Set.of("IntegrationException"), open);
        assertEquals(36, members);
    }

    @Test
    void readErrors_nameStreamAndId() {
        try (Journal journal = Journal.open(root)) {
            journal.append("a", ENTRY);
            BeyondEndException beyond = assertThrows(BeyondEndException.class, () -> journal.iterate("a", 7));
            assertAbout(beyond, "a", 7);
            EntryIterator following = journal.follow("a", 1);
            journal.deleteStream("a");
            assertAbout(assertThrows(TruncatedException.class, following::next), "a", 1);
            following.close();
        }
    }

    @Test
    void truncationErrors_nameTheStream() {
        JournalOptions options =
                JournalOptions.builder(root).maxEntriesPerSegment(1).build();
        try (Journal journal = Journal.open(options)) {
            journal.appendBatch("a", List.of(ENTRY, ENTRY, ENTRY));
            journal.truncate("a", 2);
            assertAbout(assertThrows(TruncatedException.class, () -> journal.iterate("a", 1)), "a", 1);
            StreamNotFoundException missing =
                    assertThrows(StreamNotFoundException.class, () -> journal.truncate("b\n", 0));
            assertEquals(Optional.of("b\n"), missing.stream(), "the name is not escaped, unlike in messages");
        }
    }

    @Test
    void writeErrors_nameTheStream() {
        try (Journal journal =
                Journal.open(JournalOptions.builder(root).maxEntrySize(10).build())) {
            String tooLong = "x".repeat(86);
            assertEquals(
                    Optional.of(tooLong),
                    assertThrows(InvalidStreamNameException.class, () -> journal.append(tooLong, ENTRY)).stream());
            assertEquals(
                    Optional.of("a"),
                    assertThrows(EntryTooLargeException.class, () -> journal.append("a", new byte[11])).stream());
        }
    }

    @Test
    void cursorErrors_nameStreamAndId() {
        try (Journal journal = Journal.open(root)) {
            journal.append("a", ENTRY);
            Cursor cursor = journal.cursor("c", "a");
            assertAbout(assertThrows(BeyondEndException.class, () -> cursor.advanceTo(2)), "a", 2);
            assertEquals(0, cursor.position());
            journal.cursor("c", "a").advanceTo(1);
            CursorConflictException conflict = assertThrows(CursorConflictException.class, () -> cursor.advanceTo(1));
            assertAbout(conflict, "a", 1);
            assertFalse(conflict.isRetryable(), "a retry must read the entries again");
        }
    }

    @Test
    void branchErrors_nameTheBranch() {
        BranchId id = new BranchId(1, ENTRY, ENTRY);
        try (Journal journal = Journal.open(root)) {
            Transactions branches = Transactions.of(journal);
            UnknownBranchException unknown = assertThrows(UnknownBranchException.class, () -> branches.commit(id));
            assertEquals(Optional.of(id), unknown.branch());
            Branch branch = branches.begin(id);
            assertEquals(
                    Optional.of(id),
                    assertThrows(DuplicateBranchException.class, () -> branches.begin(id))
                            .branch());
            branch.setRollbackOnly(null);
            assertEquals(
                    id,
                    assertThrows(BranchStateException.class, branch::requireActive)
                            .branch());
        }
    }

    @Test
    void checkpointErrors_nameTheCheckpoint() {
        try (ShardedJournal journal =
                ShardedJournal.open(JournalOptions.builder(root).build(), 1)) {
            CheckpointNotFoundException missing =
                    assertThrows(CheckpointNotFoundException.class, () -> journal.loadCheckpoint(ENTRY));
            assertArrayEquals(ENTRY, missing.checkpoint().orElseThrow());
            byte[] tooLong = new byte[65_536];
            InvalidCheckpointIdException invalid =
                    assertThrows(InvalidCheckpointIdException.class, () -> journal.createCheckpoint(tooLong));
            assertArrayEquals(tooLong, invalid.checkpoint().orElseThrow());
            assertEquals(Optional.empty(), missing.branch());
        }
    }

    @Test
    void openingErrors_nameTheDirectory() {
        JournalNotFoundException missing = assertThrows(
                JournalNotFoundException.class,
                () -> Journal.open(JournalOptions.builder(root).mustExist(true).build()));
        assertEquals(Optional.of(root.toAbsolutePath()), missing.file().map(Path::toAbsolutePath));
        Journal journal = Journal.open(root);
        JournalLockedException locked = assertThrows(JournalLockedException.class, () -> Journal.open(root));
        assertEquals(Optional.of(root.toAbsolutePath()), locked.file().map(Path::toAbsolutePath));
        assertTrue(locked.isRetryable());
        journal.close();
        JournalClosedException closed = assertThrows(JournalClosedException.class, () -> journal.nextId("a"));
        assertEquals(Optional.of(root.toAbsolutePath()), closed.file().map(Path::toAbsolutePath));
    }

    @Test
    void damagedEntry_isNamedWithStreamIdFileAndOffset() throws IOException {
        try (Journal journal = Journal.open(root)) {
            journal.append("a", new byte[100]);
        }
        Path segment;
        try (var files = Files.walk(root.resolve("streams"))) {
            segment = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        bytes[64 + 48 + 8 + 50] ^= 1;
        Files.write(segment, bytes);
        try (Journal journal = Journal.open(root)) {
            ChecksumMismatchException damaged =
                    assertThrows(ChecksumMismatchException.class, () -> journal.get("a", 0));
            assertAbout(damaged, "a", 0);
            assertEquals(segment.toAbsolutePath(), damaged.file().orElseThrow().toAbsolutePath());
            assertEquals(OptionalLong.of(64), damaged.offset());
            assertFalse(damaged.outcomeUnknown());
        }
    }

    @Test
    void errorWithoutContext_hasEmptyAccessors() {
        JournalException error = new JournalIOException("message");
        assertEquals(Optional.empty(), error.stream());
        assertEquals(OptionalLong.empty(), error.id());
        assertEquals(Optional.empty(), error.file());
        assertEquals(OptionalLong.empty(), error.offset());
        assertFalse(error.isRetryable());
        assertFalse(error.outcomeUnknown());
    }

    @Test
    void retryableAndOutcomeUnknown_areMethodsOfTheBaseClass() {
        assertTrue(new DiskFullException("full").isRetryable());
        assertTrue(new WriteTimeoutException("slow").isRetryable());
        JournalException failed = new JournalFailedException("failed", true, null);
        assertTrue(failed.outcomeUnknown());
        assertFalse(failed.isRetryable());
        assertFalse(new JournalFailedException("failed earlier", false, null).outcomeUnknown());
    }

    @Test
    void serializedError_keepsItsContext() throws IOException, ClassNotFoundException {
        JournalException error = new CorruptionException(
                "message",
                ErrorContext.ofFile("dir/file").withOffset(5).withStream("s").withId(0),
                null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(error);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            JournalException read = (JournalException) in.readObject();
            assertAbout(read, "s", 0);
            assertEquals(Optional.of(Path.of("dir/file")), read.file());
            assertEquals(OptionalLong.of(5), read.offset());
        }
    }

    @Test
    void negativeContext_isRejected() {
        assertThrows(IllegalArgumentException.class, () -> ErrorContext.NONE.withId(-1));
        assertThrows(IllegalArgumentException.class, () -> ErrorContext.NONE.withOffset(-1));
    }
}
