package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionPolicy;
import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.test.storage.SimulatedStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events that a journal offers to the flight recorder of the JDK. */
class FlightRecordingTest {

    @TempDir
    Path directory;

    private List<RecordedEvent> record(Runnable action) throws Exception {
        Path file = directory.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("io.ironjournal.Group");
            recording.enable("io.ironjournal.Force").withoutThreshold();
            recording.start();
            action.run();
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = new ArrayList<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (event.getEventType().getName().startsWith("io.ironjournal.")) {
                events.add(event);
            }
        }
        return events;
    }

    private static List<RecordedEvent> named(String name, List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals("io.ironjournal." + name))
                .toList();
    }

    @Test
    void workingJournal_recordsItsOpeningGroupsForcesRoundsAndCheckpoints() throws Exception {
        SimulatedStorage storage = new SimulatedStorage(1);
        List<RecordedEvent> events = record(() -> {
            try (ShardedJournal journal =
                    JournalOpener.openSharded(Small.options().build(), 2, storage, false)) {
                journal.append(new byte[] {7}, new byte[100]);
                journal.createCheckpoint(new byte[] {0x0a, 0x0b});
            }
        });
        Set<String> names = new TreeSet<>();
        events.forEach(event -> names.add(event.getEventType().getName().substring("io.ironjournal.".length())));
        assertEquals(Set.of("Checkpoint", "FlushRound", "Force", "Group", "Recovery"), names);
        assertEquals("0a0b", named("Checkpoint", events).get(0).getString("checkpoint"));
        assertEquals(1, named("Recovery", events).size());
        assertTrue(named("Group", events).get(0).getLong("records") == 1);
        assertTrue(named("Force", events).get(0).getLong("bytes") > 100);
        for (RecordedEvent event : events) {
            assertEquals(storage.describe(""), event.getString("journal"));
        }
    }

    @Test
    void failure_isRecordedOnce() throws Exception {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal journal = JournalOpener.open(Small.options().build(), storage, false);
        storage.failForceAfter(1);
        storage.failWriteAfter(1);
        List<RecordedEvent> events = record(() -> {
            for (int i = 0; i < 2; i++) {
                assertThrows(JournalFailedException.class, () -> journal.append("orders", new byte[1]));
            }
        });
        assertEquals(1, named("Failure", events).size());
        assertTrue(named("Failure", events).get(0).getString("cause").contains("IOException"));
    }

    @Test
    void waitingWriter_isRecorded() throws Exception {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal journal = JournalOpener.open(
                Small.options()
                        .maxMemtableMemory(64 << 10)
                        .logSegmentSize(256 << 10)
                        .logBudget(4 << 20)
                        .build(),
                storage,
                false);
        journal.append("orders", new byte[1]);
        storage.setSpace(0);
        List<RecordedEvent> events = record(() -> assertThrows(DiskFullException.class, () -> {
            for (int i = 0; i < 1_000; i++) {
                journal.append("orders", new byte[4 << 10]);
            }
        }));
        assertEquals(1, named("WriterBlocked", events).size());
        assertTrue(named("WriterBlocked", events).get(0).getLong("bytes") > 4096);
    }

    @Test
    void recordedLoss_isAnEvent() throws Exception {
        SimulatedStorage storage = new SimulatedStorage(1);
        try (Journal journal = JournalOpener.open(Small.options().build(), storage, false)) {
            journal.append("orders", new byte[1000]);
        }
        SimulatedStorage damaged = storage.kill();
        damaged.delete("catalogue");
        List<RecordedEvent> events = record(() -> JournalOpener.open(
                        Small.options()
                                .corruptionPolicy(CorruptionPolicy.TRUNCATE)
                                .build(),
                        damaged,
                        false)
                .close());
        assertTrue(named("Loss", events).get(0).getString("loss").contains("catalogue"), events.toString());
    }

    @Test
    void withoutRecording_nothingIsRecorded() throws Exception {
        assertEquals(List.of(), record(() -> {}));
    }
}
