package io.ironjournal.recovery;

import io.ironjournal.CorruptionException;
import io.ironjournal.format.Manifest;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The manifest's file: read once, replaced as a whole. Nothing here is forced: a manifest that a power cut takes or tears
 * is rebuilt from the headers of the commit log, which are.
 */
final class ManifestFile {

    private static final String PATH = "MANIFEST";
    private static final String UNNAMED = "MANIFEST.new";

    private final Storage storage;

    ManifestFile(Storage storage) {
        this.storage = storage;
    }

    /**
     * Reads the manifest.
     *
     * @return empty when there is none
     * @throws CorruptionException when it is damaged
     */
    Optional<Manifest> read() throws IOException {
        if (!storage.exists(PATH)) {
            return Optional.empty();
        }
        try (ReadableFile file = storage.openForRead(PATH)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(file.size(), 2 * Manifest.SIZE));
            file.read(0, bytes);
            return Optional.of(Manifest.decode(bytes.array(), storage.describe(PATH)));
        }
    }

    void write(Manifest manifest) throws IOException {
        storage.delete(UNNAMED);
        try (WritableFile file = storage.create(UNNAMED)) {
            file.write(0, manifest.encode());
        }
        storage.rename(UNNAMED, PATH);
    }
}
