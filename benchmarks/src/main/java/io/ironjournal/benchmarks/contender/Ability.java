package io.ironjournal.benchmarks.contender;

/** What a contender can do; it is measured in nothing else. */
public enum Ability {
    APPEND,
    BATCH,
    /** Thousands of streams in one store. */
    STREAMS,
    /** Transactions that are committed by one step. */
    ONE_PHASE,
    TWO_PHASE,
    /** Taking part in a transaction manager's transactions. */
    XA,
    /** Threads that may be virtual: waiting for a force holds no carrier. */
    VIRTUAL,
    /** Appends that return before they are durable. */
    UNFORCED,
    GET,
    ITERATE,
    /** A reader that waits for what comes next. */
    TAIL,
    /** Named cuts over many streams. */
    CHECKPOINT
}
