package io.ironjournal.test;

import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.sharded.ShardedJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** The journal of one test, opened when the first parameter asks for it. */
final class JournalOfTest implements AutoCloseable {

    private final TestDisk disk = new TestDisk();
    private @Nullable Journal plain;
    private @Nullable ShardedJournal sharded;
    private @Nullable Path directory;

    TestDisk disk() {
        return disk;
    }

    /** Returns the temporary directory, or null before a journal on disk is opened. */
    @Nullable
    Path directory() {
        return directory;
    }

    Journal plain(@Nullable Integer shards, boolean onDisk) {
        if (shards != null || sharded != null) {
            throw new ParameterResolutionException(
                    "@Shards belongs to a parameter of type ShardedJournal, and a test has one journal");
        }
        requireSamePlace(plain != null, onDisk);
        if (plain == null) {
            plain = onDisk ? Journal.open(TestDisk.options(createDirectory()).build()) : disk.open();
        }
        return plain;
    }

    ShardedJournal sharded(@Nullable Integer shards, boolean onDisk) {
        if (plain != null) {
            throw new ParameterResolutionException("A test has one journal: plain or sharded");
        }
        requireSamePlace(sharded != null, onDisk);
        if (sharded == null) {
            if (shards == null) {
                throw new ParameterResolutionException(
                        "Say how many shards the journal has: @Shards(4) ShardedJournal");
            }
            sharded = onDisk
                    ? ShardedJournal.open(TestDisk.options(createDirectory()).build(), shards)
                    : disk.openSharded(shards);
        } else if (shards != null && shards != sharded.shardCount()) {
            throw new ParameterResolutionException(
                    "The journal of this test has " + sharded.shardCount() + " shards, not " + shards);
        }
        return sharded;
    }

    private void requireSamePlace(boolean opened, boolean onDisk) {
        if (opened && onDisk != (directory != null)) {
            throw new ParameterResolutionException(
                    "A test has one journal: write @OnDisk at all its parameters or none");
        }
    }

    private Path createDirectory() {
        try {
            directory = Files.createTempDirectory("ironjournal-test");
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary directory for the journal of a test", e);
        }
    }

    @Override
    public void close() {
        disk.close();
        try {
            if (plain != null) {
                plain.close();
            }
            if (sharded != null) {
                sharded.close();
            }
        } catch (JournalException failed) {
            // The test has made it fail.
        }
        if (directory != null && Files.exists(directory)) {
            delete(directory);
        }
    }

    private static void delete(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + root + " of a test's journal cannot be deleted", e);
        }
    }
}
