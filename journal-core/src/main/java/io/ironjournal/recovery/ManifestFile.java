package io.ironjournal.recovery;

import io.ironjournal.CorruptionException;
import io.ironjournal.format.Manifest;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The file of the manifest, which is read once and replaced as a whole. It is not forced: a manifest that a power
 * failure removes or tears is rebuilt from the headers of the commit log, which are forced.
 */
public final class ManifestFile {

    public static final String PATH = "MANIFEST";
    private static final String UNNAMED = "MANIFEST.new";
    private static final int MAX_SIZE = 4 << 10;

    private final Storage storage;

    public ManifestFile(Storage storage) {
        this.storage = storage;
    }

    /**
     * Reads the manifest.
     *
     * @param dispensable whether to treat a damaged file as missing
     * @return empty when there is no manifest
     * @throws CorruptionException when it is damaged, or of a newer version
     */
    public Optional<Manifest> read(boolean dispensable) throws IOException {
        if (!storage.exists(PATH)) {
            return Optional.empty();
        }
        try (ReadableFile file = storage.openForRead(PATH)) {
            byte[] bytes = new byte[(int) Math.min(file.size(), MAX_SIZE)];
            file.read(0, ByteBuffer.wrap(bytes));
            return dispensable && !Manifest.isWhole(bytes)
                    ? Optional.empty()
                    : Optional.of(Manifest.decode(bytes, storage.describe(PATH)));
        }
    }

    void write(Manifest manifest) throws IOException {
        write(manifest, false);
    }

    /** Writes the manifest durably. A log outside the directory does not prove that the directory belongs to it. */
    void writeForced(Manifest manifest) throws IOException {
        write(manifest, true);
        storage.forceDirectory("");
    }

    private void write(Manifest manifest, boolean forced) throws IOException {
        storage.delete(UNNAMED);
        try {
            try (WritableFile file = storage.create(UNNAMED)) {
                file.write(0, manifest.encode());
                if (forced) {
                    file.force();
                }
            }
            storage.rename(UNNAMED, PATH);
        } catch (NoSpaceException e) {
            if (forced) {
                throw e;
            }
            // The log contains the same, and the next opening tries again.
            storage.delete(UNNAMED);
        }
    }
}
