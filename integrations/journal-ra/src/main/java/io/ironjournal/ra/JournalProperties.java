package io.ironjournal.ra;

import io.ironjournal.config.ConfiguredValues;
import io.ironjournal.config.JournalNames;
import io.ironjournal.config.JournalSettings;
import io.ironjournal.config.KeySpelling;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of the journal as properties of a JavaBean, which the server sets from {@code ra.xml} and its own
 * configuration. All values are strings in the form that {@code docs/configuration.md} describes, such as {@code 64MiB}
 * and {@code 100ms}. The names are those of the keys in camel case.
 *
 * @since 0.1.0
 */
public abstract class JournalProperties {

    // This class is longer than others: a property of a JavaBean needs two methods, by which servers find it.

    /** Values by property. */
    private final TreeMap<String, String> values = new TreeMap<>();

    /** For subclasses. */
    JournalProperties() {}

    /** Reads the properties. */
    final JournalSettings settings() {
        ConfiguredValues configured = ConfiguredValues.of(values, "as a property of the resource adapter");
        return new JournalSettings(configured, KeySpelling.BEAN, JournalNames.DEFAULT);
    }

    /** All properties that are set. */
    final Map<String, String> values() {
        return values;
    }

    private void set(String property, @Nullable String value) {
        if (value == null) {
            values.remove(property);
        } else {
            values.put(property, value);
        }
    }

    /**
     * Returns the value of the key {@code dir}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getDir() {
        return values.get("dir");
    }

    /**
     * Sets the value of the key {@code dir}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setDir(@Nullable String value) {
        set("dir", value);
    }

    /**
     * Returns the value of the key {@code sync-mode}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getSyncMode() {
        return values.get("syncMode");
    }

    /**
     * Sets the value of the key {@code sync-mode}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setSyncMode(@Nullable String value) {
        set("syncMode", value);
    }

    /**
     * Returns the value of the key {@code sync-interval}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getSyncInterval() {
        return values.get("syncInterval");
    }

    /**
     * Sets the value of the key {@code sync-interval}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setSyncInterval(@Nullable String value) {
        set("syncInterval", value);
    }

    /**
     * Returns the value of the key {@code max-segment-size}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getMaxSegmentSize() {
        return values.get("maxSegmentSize");
    }

    /**
     * Sets the value of the key {@code max-segment-size}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setMaxSegmentSize(@Nullable String value) {
        set("maxSegmentSize", value);
    }

    /**
     * Returns the value of the key {@code max-entries-per-segment}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getMaxEntriesPerSegment() {
        return values.get("maxEntriesPerSegment");
    }

    /**
     * Sets the value of the key {@code max-entries-per-segment}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setMaxEntriesPerSegment(@Nullable String value) {
        set("maxEntriesPerSegment", value);
    }

    /**
     * Returns the value of the key {@code max-open-segments}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getMaxOpenSegments() {
        return values.get("maxOpenSegments");
    }

    /**
     * Sets the value of the key {@code max-open-segments}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setMaxOpenSegments(@Nullable String value) {
        set("maxOpenSegments", value);
    }

    /**
     * Returns the value of the key {@code read-strategy}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getReadStrategy() {
        return values.get("readStrategy");
    }

    /**
     * Sets the value of the key {@code read-strategy}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setReadStrategy(@Nullable String value) {
        set("readStrategy", value);
    }

    /**
     * Returns the value of the key {@code corruption-policy}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getCorruptionPolicy() {
        return values.get("corruptionPolicy");
    }

    /**
     * Sets the value of the key {@code corruption-policy}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setCorruptionPolicy(@Nullable String value) {
        set("corruptionPolicy", value);
    }

    /**
     * Returns the value of the key {@code block-cache-size}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getBlockCacheSize() {
        return values.get("blockCacheSize");
    }

    /**
     * Sets the value of the key {@code block-cache-size}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setBlockCacheSize(@Nullable String value) {
        set("blockCacheSize", value);
    }

    /**
     * Returns the value of the key {@code compression}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getCompression() {
        return values.get("compression");
    }

    /**
     * Sets the value of the key {@code compression}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setCompression(@Nullable String value) {
        set("compression", value);
    }

    /**
     * Returns the value of the key {@code min-compression-size}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getMinCompressionSize() {
        return values.get("minCompressionSize");
    }

    /**
     * Sets the value of the key {@code min-compression-size}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setMinCompressionSize(@Nullable String value) {
        set("minCompressionSize", value);
    }

    /**
     * Returns the value of the key {@code max-entry-size}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getMaxEntrySize() {
        return values.get("maxEntrySize");
    }

    /**
     * Sets the value of the key {@code max-entry-size}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setMaxEntrySize(@Nullable String value) {
        set("maxEntrySize", value);
    }

    /**
     * Returns the value of the key {@code max-transaction-size}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getMaxTransactionSize() {
        return values.get("maxTransactionSize");
    }

    /**
     * Sets the value of the key {@code max-transaction-size}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setMaxTransactionSize(@Nullable String value) {
        set("maxTransactionSize", value);
    }

    /**
     * Returns the value of the key {@code max-memtable-memory}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getMaxMemtableMemory() {
        return values.get("maxMemtableMemory");
    }

    /**
     * Sets the value of the key {@code max-memtable-memory}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setMaxMemtableMemory(@Nullable String value) {
        set("maxMemtableMemory", value);
    }

    /**
     * Returns the value of the key {@code log-segment-size}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getLogSegmentSize() {
        return values.get("logSegmentSize");
    }

    /**
     * Sets the value of the key {@code log-segment-size}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setLogSegmentSize(@Nullable String value) {
        set("logSegmentSize", value);
    }

    /**
     * Returns the value of the key {@code log-budget}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getLogBudget() {
        return values.get("logBudget");
    }

    /**
     * Sets the value of the key {@code log-budget}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setLogBudget(@Nullable String value) {
        set("logBudget", value);
    }

    /**
     * Returns the value of the key {@code write-timeout}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getWriteTimeout() {
        return values.get("writeTimeout");
    }

    /**
     * Sets the value of the key {@code write-timeout}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setWriteTimeout(@Nullable String value) {
        set("writeTimeout", value);
    }

    /**
     * Returns the value of the key {@code file-permissions}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getFilePermissions() {
        return values.get("filePermissions");
    }

    /**
     * Sets the value of the key {@code file-permissions}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setFilePermissions(@Nullable String value) {
        set("filePermissions", value);
    }

    /**
     * Returns the value of the key {@code must-exist}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getMustExist() {
        return values.get("mustExist");
    }

    /**
     * Sets the value of the key {@code must-exist}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setMustExist(@Nullable String value) {
        set("mustExist", value);
    }

    /**
     * Returns the value of the key {@code retention-interval}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getRetentionInterval() {
        return values.get("retentionInterval");
    }

    /**
     * Sets the value of the key {@code retention-interval}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setRetentionInterval(@Nullable String value) {
        set("retentionInterval", value);
    }

    /**
     * Returns the value of the key {@code retention}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getRetention() {
        return values.get("retention");
    }

    /**
     * Sets the value of the key {@code retention}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setRetention(@Nullable String value) {
        set("retention", value);
    }

    /**
     * Returns the value of the key {@code max-disk-space}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getMaxDiskSpace() {
        return values.get("maxDiskSpace");
    }

    /**
     * Sets the value of the key {@code max-disk-space}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setMaxDiskSpace(@Nullable String value) {
        set("maxDiskSpace", value);
    }

    /**
     * Returns the value of the key {@code jmx}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getJmx() {
        return values.get("jmx");
    }

    /**
     * Sets the value of the key {@code jmx}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setJmx(@Nullable String value) {
        set("jmx", value);
    }

    /**
     * Returns the value of the key {@code scrub-rate}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getScrubRate() {
        return values.get("scrubRate");
    }

    /**
     * Sets the value of the key {@code scrub-rate}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setScrubRate(@Nullable String value) {
        set("scrubRate", value);
    }

    /**
     * Returns the value of the key {@code archive}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getArchive() {
        return values.get("archive");
    }

    /**
     * Sets the value of the key {@code archive}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setArchive(@Nullable String value) {
        set("archive", value);
    }

    /**
     * Returns the value of the key {@code log}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getLog() {
        return values.get("log");
    }

    /**
     * Sets the value of the key {@code log}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setLog(@Nullable String value) {
        set("log", value);
    }

    /**
     * Returns the value of the key {@code bookkeeper-metadata-uri}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getBookkeeperMetadataUri() {
        return values.get("bookkeeperMetadataUri");
    }

    /**
     * Sets the value of the key {@code bookkeeper-metadata-uri}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setBookkeeperMetadataUri(@Nullable String value) {
        set("bookkeeperMetadataUri", value);
    }

    /**
     * Returns the value of the key {@code bookkeeper-journal}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getBookkeeperJournal() {
        return values.get("bookkeeperJournal");
    }

    /**
     * Sets the value of the key {@code bookkeeper-journal}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setBookkeeperJournal(@Nullable String value) {
        set("bookkeeperJournal", value);
    }

    /**
     * Returns the value of the key {@code bookkeeper-metadata-path}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getBookkeeperMetadataPath() {
        return values.get("bookkeeperMetadataPath");
    }

    /**
     * Sets the value of the key {@code bookkeeper-metadata-path}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setBookkeeperMetadataPath(@Nullable String value) {
        set("bookkeeperMetadataPath", value);
    }

    /**
     * Returns the value of the key {@code bookkeeper-password}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getBookkeeperPassword() {
        return values.get("bookkeeperPassword");
    }

    /**
     * Sets the value of the key {@code bookkeeper-password}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setBookkeeperPassword(@Nullable String value) {
        set("bookkeeperPassword", value);
    }

    /**
     * Returns the value of the key {@code bookkeeper-ensemble}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getBookkeeperEnsemble() {
        return values.get("bookkeeperEnsemble");
    }

    /**
     * Sets the value of the key {@code bookkeeper-ensemble}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setBookkeeperEnsemble(@Nullable String value) {
        set("bookkeeperEnsemble", value);
    }

    /**
     * Returns the value of the key {@code bookkeeper-write-quorum}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getBookkeeperWriteQuorum() {
        return values.get("bookkeeperWriteQuorum");
    }

    /**
     * Sets the value of the key {@code bookkeeper-write-quorum}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setBookkeeperWriteQuorum(@Nullable String value) {
        set("bookkeeperWriteQuorum", value);
    }

    /**
     * Returns the value of the key {@code bookkeeper-ack-quorum}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getBookkeeperAckQuorum() {
        return values.get("bookkeeperAckQuorum");
    }

    /**
     * Sets the value of the key {@code bookkeeper-ack-quorum}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setBookkeeperAckQuorum(@Nullable String value) {
        set("bookkeeperAckQuorum", value);
    }

    /**
     * Returns the value of the key {@code bookkeeper-ledger-size}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getBookkeeperLedgerSize() {
        return values.get("bookkeeperLedgerSize");
    }

    /**
     * Sets the value of the key {@code bookkeeper-ledger-size}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setBookkeeperLedgerSize(@Nullable String value) {
        set("bookkeeperLedgerSize", value);
    }

    /**
     * Returns the value of the key {@code bookkeeper-ledger-age}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getBookkeeperLedgerAge() {
        return values.get("bookkeeperLedgerAge");
    }

    /**
     * Sets the value of the key {@code bookkeeper-ledger-age}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setBookkeeperLedgerAge(@Nullable String value) {
        set("bookkeeperLedgerAge", value);
    }

    /**
     * Returns the value of the key {@code bookkeeper-session-timeout}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getBookkeeperSessionTimeout() {
        return values.get("bookkeeperSessionTimeout");
    }

    /**
     * Sets the value of the key {@code bookkeeper-session-timeout}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setBookkeeperSessionTimeout(@Nullable String value) {
        set("bookkeeperSessionTimeout", value);
    }

    /**
     * Returns the value of the key {@code bookkeeper-request-timeout}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getBookkeeperRequestTimeout() {
        return values.get("bookkeeperRequestTimeout");
    }

    /**
     * Sets the value of the key {@code bookkeeper-request-timeout}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setBookkeeperRequestTimeout(@Nullable String value) {
        set("bookkeeperRequestTimeout", value);
    }

    /**
     * Returns the value of the key {@code bookkeeper-client-file}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getBookkeeperClientFile() {
        return values.get("bookkeeperClientFile");
    }

    /**
     * Sets the value of the key {@code bookkeeper-client-file}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setBookkeeperClientFile(@Nullable String value) {
        set("bookkeeperClientFile", value);
    }

    /**
     * Returns the value of the key {@code shards}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getShards() {
        return values.get("shards");
    }

    /**
     * Sets the value of the key {@code shards}.
     *
     * @param value the value; null for the default
     * @since 0.1.0
     */
    public void setShards(@Nullable String value) {
        set("shards", value);
    }
}
