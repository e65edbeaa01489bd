package io.ironjournal.ra;

import jakarta.resource.spi.ManagedConnectionMetaData;
import org.jspecify.annotations.Nullable;

/**
 * What servers show of a connection.
 *
 * @param version the adapter's version; null where its manifest is not at hand
 */
record JournalMetaData(@Nullable String version) implements ManagedConnectionMetaData {

    @Override
    public String getEISProductName() {
        return "IronJournal";
    }

    @Override
    public String getEISProductVersion() {
        return version == null ? "unknown" : version;
    }

    /** No limit. */
    @Override
    public int getMaxConnections() {
        return 0;
    }

    /** There are no users. */
    @Override
    public String getUserName() {
        return "";
    }
}
