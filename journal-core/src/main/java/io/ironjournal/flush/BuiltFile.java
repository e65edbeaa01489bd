package io.ironjournal.flush;

import io.ironjournal.format.BuiltState;
import io.ironjournal.io.ForceFailures;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The file {@code BUILT}, which is read once and replaced as a whole. */
public final class BuiltFile {

    public static final String PATH = "BUILT";
    private static final String TEMPORARY = "BUILT.new";

    private final Storage storage;

    public BuiltFile(Storage storage) {
        this.storage = storage;
    }

    /** Reads the file. Returns empty if there is none, or if it is damaged. */
    public Optional<BuiltState> read() throws IOException {
        if (!storage.exists(PATH)) {
            return Optional.empty();
        }
        try (ReadableFile file = storage.openForRead(PATH)) {
            byte[] bytes = new byte[(int) Math.min(file.size(), BuiltState.SIZE)];
            file.read(0, ByteBuffer.wrap(bytes));
            return Optional.ofNullable(BuiltState.decode(bytes, storage.describe(PATH)));
        }
    }

    /** Replaces the file. A crash leaves the old or the new file. */
    void write(BuiltState state) throws IOException {
        storage.delete(TEMPORARY);
        try (WritableFile file = storage.create(TEMPORARY)) {
            file.write(0, ByteBuffer.wrap(state.encode()));
            file.force();
        }
        storage.rename(TEMPORARY, PATH);
        ForceFailures.run("the state of the files", () -> storage.forceDirectory(""));
    }
}
