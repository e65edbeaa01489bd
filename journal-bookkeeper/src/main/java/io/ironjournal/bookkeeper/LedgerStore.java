package io.ironjournal.bookkeeper;

import io.ironjournal.spi.log.LogIdentity;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.bookkeeper.client.api.ReadHandle;
import org.apache.bookkeeper.client.api.WriteHandle;

/** Where ledgers are: on bookies, or simulated. */
interface LedgerStore extends Closeable {

    /** Creates a ledger. Its custom metadata names the journal and the epoch, so that an unlisted one can be found. */
    WriteHandle create(LogIdentity journal, long epoch) throws IOException;

    /**
     * Returns the ledgers of a journal that an opening before the given epoch created. Reads the metadata of all ledgers
     * of the cluster.
     */
    List<Long> ofEarlierOpenings(LogIdentity journal, long epoch) throws IOException;

    /**
     * Opens a ledger for reading.
     *
     * @param fence whether to fence its writer, and close the ledger behind its last acknowledged entry
     */
    ReadHandle open(long ledger, boolean fence) throws IOException;

    /** Deletes a ledger. A ledger that cannot be deleted only occupies space. */
    void delete(long ledger);
}
