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
 * The node identifier of an application that names none: made up once and kept in the directory of Narayana's log, so that
 * it is unique and the same after each restart.
 */
final class NodeIdentifierFile {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.narayana");
    private static final String NAME = "node-identifier";

    /** Enough that no two of them are ever the same; 25 characters together with the prefix. */
    private static final int RANDOM_BYTES = 10;

    private final Path store;
    private final Path file;

    NodeIdentifierFile(Path store) {
        this.store = store;
        this.file = store.resolve(NAME);
    }

    /** The identifier that was made up in this or an earlier run; empty when there is none. */
    Optional<String> read() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            String identifier = Files.readString(file).strip();
            if (!NarayanaSetup.isNodeIdentifier(identifier)) {
                throw new IllegalStateException(
                        "The file " + Printable.path(file) + " holds no node identifier of 1 to "
                                + NarayanaSetup.MAX_NODE_IDENTIFIER_BYTES
                                + " bytes: restore it, or set NarayanaSetup.nodeIdentifier to the name that branches in doubt were"
                                + " prepared under");
            }
            return Optional.of(identifier);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read the node identifier in " + Printable.path(file), failure);
        }
    }

    /** Reads the identifier, or makes one up, durably; warns that it was not chosen. */
    String readOrCreate() {
        String identifier = read().orElseGet(this::create);
        LOGGER.log(
                Level.WARNING,
                "No node identifier is set, so \"{0}\" is used, which is kept in {1}. Set NarayanaSetup.nodeIdentifier to a"
                        + " name of your own that is unique and never changes: two processes that share a database must"
                        + " not run on copies of this directory",
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
            throw new UncheckedIOException("Cannot keep a node identifier in " + Printable.path(file), failure);
        }
        forceDirectory();
        return identifier;
    }

    private void forceDirectory() {
        try (FileChannel directory = FileChannel.open(store, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException notOnThisSystem) {
            LOGGER.log(Level.DEBUG, "The directory of Narayana's log cannot be forced", notOnThisSystem);
        }
    }
}
