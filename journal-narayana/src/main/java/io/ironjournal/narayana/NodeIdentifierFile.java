package io.ironjournal.narayana;

import io.ironjournal.text.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The node identifier of an application that does not set one. It is generated once and stored in the directory of
 * Narayana's log, so that it is unique and the same after each restart.
 */
final class NodeIdentifierFile {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.narayana");
    private static final String NAME = "node-identifier";

    /** Enough bytes that two identifiers are never equal. The identifier has 25 characters. */
    private static final int RANDOM_BYTES = 10;

    private final Path store;
    private final Path file;

    NodeIdentifierFile(Path store) {
        this.store = store;
        this.file = store.resolve(NAME);
    }

    /** Returns the generated identifier; empty when none was generated yet. */
    Optional<String> read() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            String identifier = Files.readString(file).strip();
            if (!NarayanaSetup.isNodeIdentifier(identifier)) {
                throw new IllegalStateException(
                        "The file " + Printable.path(file) + " does not contain a node identifier of 1 to "
                                + NarayanaSetup.MAX_NODE_IDENTIFIER_BYTES
                                + " bytes. Restore the file. If you cannot, delete it, and set NarayanaSetup.nodeIdentifier to the"
                                + " name with which branches in doubt were prepared");
            }
            return Optional.of(identifier);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read the node identifier in " + Printable.path(file), failure);
        }
    }

    /**
     * Returns the generated identifier. Generates and durably stores it if there is none. Logs a warning, because it
     * was not set.
     */
    String readOrCreate() {
        String identifier = read().orElseGet(this::create);
        LOGGER.log(
                Level.WARNING,
                "No node identifier is set. The generated identifier \"{0}\" in {1} is used. Set"
                        + " NarayanaSetup.nodeIdentifier to a name that is unique and never changes. Processes that share a"
                        + " database must not run on copies of this directory",
                Printable.text(identifier),
                Printable.path(file));
        return identifier;
    }

    private String create() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String identifier = "node-" + HexFormat.of().formatHex(random);
        try {
            Files.createDirectories(store);
            Path fresh = store.resolve(NAME + ".tmp");
            Files.write(
                    fresh,
                    identifier.getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write a node identifier to " + Printable.path(file), failure);
        }
        forceDirectory();
        return identifier;
    }

    private void forceDirectory() {
        try (FileChannel directory = FileChannel.open(store, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException notOnThisSystem) {
            LOGGER.log(Level.DEBUG, "Cannot force the directory of Narayana's log", notOnThisSystem);
        }
    }
}
