package io.ironjournal.internal;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalIOException;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.inspect.Inspector;
import io.ironjournal.io.DiskStorage;
import io.ironjournal.io.LockProbe;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Reads the files of journals without opening the journals. */
public final class FilesOpener {

    private FilesOpener() {}

    /** Reads a directory of the disk. */
    public static JournalFiles open(Path root) {
        return open(new DiskStorage(root), () -> LockProbe.ask(root));
    }

    /** Reads any storage. Nobody is taken to have it locked. */
    public static JournalFiles open(Storage storage) {
        return open(storage, () -> new LockProbe.Answer(false, true, ""));
    }

    private static JournalFiles open(Storage storage, Supplier<LockProbe.Answer> lock) {
        try {
            return Inspector.inspect(storage, lock);
        } catch (IOException e) {
            Closing.quietly(storage);
            throw new JournalIOException(
                    "The files in " + storage.describe("") + " cannot be read: " + e.getMessage(),
                    ErrorContext.ofFile(storage.describe("")),
                    e);
        }
    }
}
