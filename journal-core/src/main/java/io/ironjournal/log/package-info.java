/**
 * The commit log and the committer: how a write becomes durable. {@link io.ironjournal.log.Committer} gathers the
 * writes of all callers into groups and forces each group once; {@link io.ironjournal.spi.log.CommitLog} is the port it
 * writes to, {@link io.ironjournal.log.FileCommitLog} its implementation over segment files. Knows nothing of streams or
 * branches: those come as {@link io.ironjournal.log.Write}s. Imports {@code format} and {@code io}.
 */
@NullMarked
package io.ironjournal.log;

import org.jspecify.annotations.NullMarked;
