package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.Headers;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.Retention;
import io.ironjournal.StreamEntry;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.io.Storage;
import io.ironjournal.test.storage.SimulatedStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rules of retention remove nothing while a journal is copied, repaired or imported. */
@Timeout(60)
class RetentionInCopiesTest {

    private static final Path FROM = Path.of("/from");
    private static final Path TO = Path.of("/to");
    private static final int ENTRIES = 1_500;

    private final SimulatedStorage source = new SimulatedStorage(1);
    private final SimulatedStorage target = new SimulatedStorage(2);

    private static JournalOptionsBuilder options(Path root) {
        return Small.options(root).maxEntriesPerSegment(10);
    }

    /** A round would run all the time. */
    private static JournalOptions withRules(Path root) {
        return options(root)
                .retention("*", Retention.maxBytes(1))
                .retentionInterval(Duration.ofMillis(1))
                .build();
    }

    /** Gives a round that must not run enough time to run. */
    private static void giveTime(BooleanSupplier ran) {
        long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
        while (!ran.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static boolean removes(HookedStorage storage) {
        return storage.operations.stream().anyMatch(operation -> operation.startsWith("delete:streams/"));
    }

    private static long segments(HookedStorage storage) {
        return storage.operations.stream()
                .filter(operation -> operation.startsWith("create:streams/"))
                .count();
    }

    private void writeSource() {
        try (Journal journal = Small.open(source, options(FROM))) {
            for (int i = 0; i < ENTRIES; i++) {
                journal.append("orders", entry(i, 100));
            }
            journal.cursor("slow", "orders").advanceTo(5);
            for (int i = 0; i < 100; i++) {
                journal.append("unread", entry(i, 100));
            }
        }
    }

    private void requireAll() {
        try (Journal copied = Small.open(target.kill(), options(TO))) {
            assertEquals(0, copied.firstId("orders"));
            assertEquals(ENTRIES, copied.nextId("orders"));
            assertEquals(0, copied.firstId("unread"));
            assertEquals(5, copied.cursor("slow", "orders").position());
        }
    }

    /** Copies from one storage into another, which is opened once more at the end. */
    private void copy(JournalOptions from, Storage fromStorage, JournalOptions to, Storage toStorage) {
        AtomicReference<Storage> first = new AtomicReference<>(toStorage);
        JournalOpener.copy(
                from,
                to,
                opened -> {
                    Storage unused = first.get();
                    return opened.root().equals(FROM) ? fromStorage : unused == null ? target : first.getAndSet(null);
                },
                true);
    }

    @Test
    void copy_rulesOfTheSource_removeNothing() {
        writeSource();
        HookedStorage from = new HookedStorage(source);
        HookedStorage to = new HookedStorage(target);
        to.once("create:streams/", operation -> giveTime(() -> removes(from)));
        copy(withRules(FROM), from, options(TO).build(), to);
        requireAll();
        assertFalse(removes(from));
    }

    @Test
    void copy_rulesOfTheTarget_removeNothing() {
        writeSource();
        HookedStorage to = new HookedStorage(target);
        AtomicBoolean waited = new AtomicBoolean();
        to.hook(operation -> {
            // In the thread of the committer, because rounds run in the thread that creates segments.
            if (operation.contains("log/") && segments(to) > 50 && !waited.getAndSet(true)) {
                giveTime(() -> removes(to));
            }
        });
        copy(options(FROM).build(), source, withRules(TO), to);
        requireAll();
        assertTrue(waited.get());
    }

    /** A repair fills its target in the same way. */
    @Test
    void import_rulesOfTheTarget_removeNothing(@TempDir Path directory) {
        Iterator<StreamEntry> entries = LongStream.range(0, ENTRIES)
                .mapToObj(id -> {
                    if (id % 500 == 499) {
                        giveTime(() -> false);
                    }
                    return new StreamEntry("orders", Entry.of(id, id, Headers.none(), entry(id, 100)));
                })
                .iterator();
        JournalFiles.importEntries(withRules(directory.resolve("new")), 0, entries);
        try (Journal imported = Journal.open(options(directory.resolve("new")).build())) {
            assertEquals(0, imported.firstId("orders"));
            assertEquals(ENTRIES, imported.nextId("orders"));
        }
    }
}
