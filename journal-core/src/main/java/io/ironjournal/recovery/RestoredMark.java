package io.ironjournal.recovery;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalIOException;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Marks a journal that was restored from a backup, until an operator releases its recovery. Such a journal lacks the decisions
 * that a transaction manager wrote after the backup. The mark is the existence of the file {@code RESTORED}.
 */
public final class RestoredMark {

    /** The name of the file. */
    public static final String PATH = "RESTORED";

    private static final String TEXT = """
            This journal was restored from a backup. If a transaction manager has its log here, its recovery is held.
            List what is in doubt: ironjournal in-doubt DIR
            Release the recovery: ironjournal in-doubt release DIR --yes
            """;

    private final Storage storage;
    private final ReentrantLock releasing = new ReentrantLock();
    private volatile boolean exists;

    private RestoredMark(Storage storage, boolean exists) {
        this.storage = storage;
        this.exists = exists;
    }

    /** Looks for the mark of a journal. */
    public static RestoredMark load(Storage storage) throws IOException {
        return new RestoredMark(storage, storage.exists(PATH));
    }

    /** Marks a journal. The mark is durable when this returns. */
    public static void set(Storage storage) throws IOException {
        try (WritableFile file = storage.create(PATH)) {
            file.write(0, ByteBuffer.wrap(TEXT.getBytes(StandardCharsets.UTF_8)));
            file.force();
        }
        storage.forceDirectory("");
    }

    /** Returns whether the journal is marked. */
    public boolean exists() {
        return exists;
    }

    /** Removes the mark durably. Has no effect if there is none. */
    public void remove() {
        releasing.lock();
        try {
            if (exists) {
                storage.delete(PATH);
                storage.forceDirectory("");
                exists = false;
            }
        } catch (IOException e) {
            throw new JournalIOException(
                    "Cannot release the recovery: " + storage.describe(PATH) + " cannot be deleted: " + e.getMessage(),
                    ErrorContext.ofFile(storage.describe(PATH)),
                    e);
        } finally {
            releasing.unlock();
        }
    }
}
