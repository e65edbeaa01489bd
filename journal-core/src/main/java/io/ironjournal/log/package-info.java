/**
 * The commit log and the committer, which make writes durable. {@link io.ironjournal.log.Committer} collects the writes
 * of all callers into groups and forces each group once. {@link io.ironjournal.spi.log.CommitLog} is the port that it
 * writes to, and {@link io.ironjournal.log.FileCommitLog} implements the port with segment files. {@link
 * io.ironjournal.log.LogRecovery} opens the files after a crash. The package does not know streams or branches, only
 * {@link io.ironjournal.log.Write}s. It imports {@code format} and {@code io}.
 */
@NullMarked
package io.ironjournal.log;

import org.jspecify.annotations.NullMarked;
