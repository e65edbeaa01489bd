package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.TruncatedException;
import io.ironjournal.test.storage.SimulatedStorage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that are evicted from memory and loaded while they are used: each has one state at a time. */
@Timeout(300)
class IdleStreamsTest {

    /** More streams than are kept in memory because of recent use. */
    private static final int STREAMS = 700;

    private static final int ROUNDS = 3;

    private final SimulatedStorage storage = new SimulatedStorage(1);

    /** The content of a stream. Only the owner of the lock writes to the stream. */
    private static final class Expected {
        final ReentrantLock writing = new ReentrantLock();
        final String name;
        long next;
        long life;

        Expected(int number) {
            name = "stream-" + number;
        }

        byte[] entry(long id) {
            return ByteBuffer.allocate(24 + (int) (id % 50))
                    .putLong(name.hashCode())
                    .putLong(life)
                    .putLong(id)
                    .array();
        }
    }

    @Test
    void idleStream_openedWhileTheCatalogueIsWritten_doesNotWaitForIt() throws Exception {
        try (Journal journal = Small.open(storage)) {
            for (int i = 0; i < 50; i++) {
                journal.append("stream-" + i, new byte[10]);
            }
        }
        // Bytes behind the valid entries make the next flush write the whole file.
        byte[] catalogue = storage.readAll("catalogue");
        storage.writeAll("catalogue", Arrays.copyOf(catalogue, catalogue.length + 128));
        HookedStorage hooked = new HookedStorage(storage);
        ExecutorService other = Executors.newSingleThreadExecutor();
        List<String> held = new ArrayList<>();
        try (Journal journal = Small.open(hooked)) {
            hooked.hook(operation -> {
                if (operation.matches("(write|force):catalogue.*") || operation.equals("dir:")) {
                    String stream = "stream-" + held.size();
                    held.add(operation);
                    try {
                        assertEquals(
                                1, other.submit(() -> journal.nextId(stream)).get(20, TimeUnit.SECONDS));
                    } catch (ExecutionException | InterruptedException | TimeoutException e) {
                        throw new AssertionError(operation, e);
                    }
                }
            });
            for (int i = 0; i < 400; i++) {
                journal.append("new", new byte[200]);
            }
            hooked.hook(operation -> {});
        } finally {
            other.shutdownNow();
        }
        assertTrue(
                held.containsAll(List.of(
                        "write:catalogue.new", "force:catalogue.new", "dir:", "write:catalogue", "force:catalogue")),
                held.toString());
        try (Journal journal = Small.open(storage)) {
            assertEquals(400, journal.nextId("new"));
            assertEquals(51, journal.streams().size());
        }
    }

    @Test
    void streamsEvictedAndOpenedAgain_keepTheirIds() throws Exception {
        List<Expected> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            streams.add(new Expected(i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Journal journal = Small.openThreaded(storage)) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Callable<Void>> tasks = new ArrayList<>();
                for (int thread = 0; thread < 3; thread++) {
                    long seed = round * 10L + thread;
                    tasks.add(() -> use(journal, streams, new SplittableRandom(seed)));
                }
                tasks.add(IdleStreamsTest::collect);
                for (Future<Void> done : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                    done.get();
                }
            }
        } finally {
            threads.shutdownNow();
        }
        SimulatedStorage after = storage.powerCut(7);
        try (Journal journal = Small.open(after)) {
            streams.forEach(stream -> requireAll(journal, stream));
        }
    }

    private static Void collect() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            System.gc();
            Thread.sleep(5);
        }
        return null;
    }

    private static Void use(Journal journal, List<Expected> streams, SplittableRandom random) {
        for (int i = 0; i < STREAMS; i++) {
            Expected stream = streams.get(random.nextInt(STREAMS));
            if (stream.writing.tryLock()) {
                try {
                    change(journal, stream, random);
                } finally {
                    stream.writing.unlock();
                }
            } else {
                follow(journal, stream);
            }
        }
        return null;
    }

    private static void change(Journal journal, Expected stream, SplittableRandom random) {
        switch (random.nextInt(12)) {
            case 0 -> requireAll(journal, stream);
            case 1 -> {
                assertEquals(stream.next > 0, journal.deleteStream(stream.name), stream.name);
                stream.next = 0;
                stream.life++;
            }
            case 2 -> {
                if (stream.next > 0) {
                    journal.truncate(stream.name, random.nextLong(stream.next));
                }
            }
            default -> {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    assertEquals(stream.next, journal.append(stream.name, stream.entry(stream.next)), stream.name);
                    stream.next++;
                }
            }
        }
    }

    /** Reads beside a writer: all entries found are complete and in order. */
    private static void follow(Journal journal, Expected stream) {
        try (EntryIterator entries = journal.iterate(stream.name, journal.firstId(stream.name))) {
            while (entries.hasNext()) {
                Entry entry = entries.next();
                assertEquals(entry.id(), ByteBuffer.wrap(entry.data()).getLong(16));
            }
        } catch (TruncatedException | io.ironjournal.BeyondEndException e) {
            // The stream was truncated or deleted in the meantime.
        }
    }

    private static void requireAll(Journal journal, Expected stream) {
        assertEquals(stream.next, journal.nextId(stream.name), stream.name);
        long first = journal.firstId(stream.name);
        assertTrue(first <= stream.next, stream.name);
        for (long id = first; id < stream.next; id++) {
            assertArrayEquals(stream.entry(id), journal.get(stream.name, id).orElseThrow(), stream.name + " " + id);
        }
    }

    @Test
    void iteratorOfAnIdleStream_keepsItsPosition() throws InterruptedException {
        try (Journal journal = Small.openThreaded(storage)) {
            for (int i = 0; i < 20; i++) {
                journal.append("read", Small.entry(i, 100));
            }
            try (EntryIterator entries = journal.iterate("read", 0);
                    EntryIterator following = journal.follow("read", 20)) {
                assertEquals(0, entries.next().id());
                for (int i = 0; i < STREAMS; i++) {
                    journal.append("other-" + i, Small.entry(i, 200));
                }
                collect();
                journal.append("read", Small.entry(20, 100));
                assertEquals(20, following.next().id());
                for (int id = 1; id < 20; id++) {
                    assertArrayEquals(Small.entry(id, 100), entries.next().data());
                }
            }
        }
    }
}
