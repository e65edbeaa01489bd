package io.ironjournal.spi.log;

import java.util.UUID;

/**
 * Identifies the journal to which a log belongs. It is stored in the log when the log is created, and never changes.
 *
 * @param journalId the id of the journal
 * @param shardCount the number of shards; 0 for a plain journal
 * @since 0.1.0
 */
public record LogIdentity(UUID journalId, int shardCount) {}
