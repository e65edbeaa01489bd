package io.ironjournal.benchmarks.contender;

/** What a contender can do. It takes part in no other workloads. */
public enum Ability {
    APPEND,
    BATCH,
    /** Thousands of streams in one store. */
    STREAMS,
    /** Transactions that are committed by one step. */
    ONE_PHASE,
    TWO_PHASE,
    /** An XA resource for transactions of a transaction manager. */
    XA,
    /** Use by virtual threads: waiting for a force blocks no carrier thread. */
    VIRTUAL,
    /** Appends that return before they are durable. */
    UNFORCED,
    /** Many entries by one call of {@link Session#appendBatch}, which returns before they are durable, and need not be atomic. */
    BULK,
    GET,
    ITERATE,
    /** Iteration without a copy of each entry. */
    VIEW,
    /** A reader that waits for what comes next. */
    TAIL,
    /** Named cuts over many streams. */
    CHECKPOINT
}
