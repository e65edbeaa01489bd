package io.ironjournal.transaction;

import java.time.Instant;
import java.util.List;

/**
 * A branch that is prepared and undecided.
 *
 * @param id the branch
 * @param preparedAt when it voted, by the clock of the machine that it voted on
 * @param entries how many entries it would write
 * @param bytes the size of those entries
 * @param streams the streams that it would write to, in the order of its first entry for each
 */
public record InDoubtBranch(BranchId id, Instant preparedAt, long entries, long bytes, List<String> streams) {}
