package io.ironjournal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The contract on the simulated device, and what only a simulation shows: lost bytes and names, and faults. */
class SimulatedStorageContractTest extends StorageContract {

    private static final int SEEDS = 100;

    @Override
    SimulatedStorage create() {
        return new SimulatedStorage(1);
    }

    @Override
    Storage afterPowerCut(Storage storage, long seed) {
        return ((SimulatedStorage) storage).powerCut(seed);
    }

    // --- Nothing is durable before it is forced

    @Test
    void powerFailure_beforeTheForceOfAFile_keepsOrLosesItsBytes() throws IOException {
        Set<String> found = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedStorage before = create();
            write(before, "file", "old");
            before.forceDirectory("");
            try (WritableFile file = before.openForWrite("file")) {
                file.write(0, bytes("new"));
                file.write(3, bytes("+"));
            }
            assertFalse(before.isForced("file"));
            found.add(read(afterPowerCut(before, seed), "file"));
        }
        assertEquals(Set.of("new", "new+", "old", "old\0"), found);
    }

    @Test
    void powerFailure_afterAForcedWrite_keepsOrLosesOtherBytes() throws IOException {
        Set<Character> found = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedStorage before = create();
            write(before, "file", "x".repeat(2000));
            before.forceDirectory("");
            try (WritableFile file = before.openForWrite("file")) {
                file.write(1600, bytes("y"));
                file.writeForced(0, bytes("z"));
            }
            found.add(read(afterPowerCut(before, seed), "file").charAt(1600));
        }
        assertEquals(Set.of('x', 'y'), found);
    }

    @Test
    void powerFailure_beforeTheForceOfADirectory_keepsOrLosesEachChange() throws IOException {
        Set<List<String>> found = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedStorage before = create();
            write(before, "deleted", "");
            before.forceDirectory("");
            write(before, "created", "");
            before.delete("deleted");
            found.add(afterPowerCut(before, seed).list(""));
        }
        assertEquals(Set.of(List.of(), List.of("created"), List.of("deleted"), List.of("created", "deleted")), found);
    }

    // --- Faults

    @Test
    void write_withoutSpace_fails_andDeletionFreesSpace() throws IOException {
        SimulatedStorage full = create();
        write(full, "other", "x".repeat(1024));
        full.setSpace(2048);
        try (WritableFile file = full.create("file")) {
            file.write(0, bytes("a".repeat(512)));
            assertThrows(NoSpaceException.class, () -> file.write(512, bytes("b".repeat(1024))));
            file.write(0, bytes("c".repeat(512)));
            file.setSize(512);
            file.force();
            full.delete("other");
            file.write(512, bytes("b".repeat(1024)));
        }
        assertEquals("c".repeat(512) + "b".repeat(1024), read(full, "file"));
    }

    @Test
    void force_failed_leavesBytesThatNoLaterForceWrites() throws IOException {
        List<String> found = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedStorage before = new SimulatedStorage(seed);
            write(before, "file", "old");
            before.forceDirectory("");
            try (WritableFile file = before.openForWrite("file")) {
                file.write(0, bytes("new"));
                before.failForceAfter(1);
                assertThrows(IOException.class, file::force);
                file.force();
            }
            assertEquals("new", read(before, "file"));
            found.add(read(afterPowerCut(before, seed), "file"));
        }
        assertEquals(Set.of("new", "old"), Set.copyOf(found));
    }

    @Test
    void storage_afterItsProcessDied_refusesEverything() throws IOException {
        SimulatedStorage dead = create();
        WritableFile file = dead.create("file");
        SimulatedStorage next = dead.kill();
        assertThrows(IOException.class, () -> file.write(0, bytes("abc")));
        assertThrows(IOException.class, () -> dead.list(""));
        assertThrows(IOException.class, dead::lock);
        next.lock().close();
        assertEquals("", read(next, "file"));
    }
}
