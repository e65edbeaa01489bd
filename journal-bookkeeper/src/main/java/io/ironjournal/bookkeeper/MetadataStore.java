package io.ironjournal.bookkeeper;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Where the node of a journal is: in ZooKeeper, or simulated. It is only changed by compare-and-set. */
interface MetadataStore extends Closeable {

    /** Returns whether there is a connection at the moment. */
    boolean isConnected();

    /** Reads the node; empty when there is none. */
    Optional<VersionedMetadata> read() throws IOException;

    /**
     * Creates the node.
     *
     * @throws LostRaceException when there is one
     * @throws IOException when it may have been created or not
     */
    VersionedMetadata create(JournalMetadata content) throws IOException;

    /**
     * Replaces the content of the node.
     *
     * @param version the version that is replaced
     * @throws LostRaceException when the node has another version
     * @throws IOException when it may have been replaced or not
     */
    VersionedMetadata replace(JournalMetadata content, int version) throws IOException;

    /**
     * Deletes the node.
     *
     * @param version the version that is deleted
     * @throws LostRaceException when the node has another version, or was deleted meanwhile
     * @throws IOException when it may have been deleted or not
     */
    void delete(int version) throws IOException;
}
