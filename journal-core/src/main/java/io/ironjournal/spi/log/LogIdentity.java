package io.ironjournal.spi.log;

import java.util.UUID;

/**
 * Says to which journal a log belongs. A log keeps it from its creation on.
 *
 * @param journalId the identity of the journal
 * @param shardCount how many shards the journal has; 0 for a plain one
 * @since 0.1.0
 */
public record LogIdentity(UUID journalId, int shardCount) {}
