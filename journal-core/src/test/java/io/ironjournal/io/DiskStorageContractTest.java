package io.ironjournal.io;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a local file system, without power failures. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "open files cannot be renamed or deleted there")
class DiskStorageContractTest extends StorageContract {

    @TempDir
    Path directory;

    private Path latest;

    @Override
    Storage create() throws IOException {
        latest = Files.createTempDirectory(directory, "storage");
        return new DiskStorage(latest);
    }

    @Override
    Storage afterPowerCut(Storage storage, long seed) {
        return new DiskStorage(latest);
    }

    @Test
    void lock_releasedTwice_leavesTheNextOwnersNamesHeld() throws IOException {
        Storage storage = create();
        Closeable released = storage.lock();
        released.close();
        try (Closeable next = storage.lock()) {
            assumeTrue(GuardedNames.in(latest).isOn(), () -> "no identities of files: " + next);
            released.close();
            Files.delete(latest.resolve(DirectoryLock.FILE));
            assertThrows(ExchangedException.class, storage::verify);
        }
    }
}
