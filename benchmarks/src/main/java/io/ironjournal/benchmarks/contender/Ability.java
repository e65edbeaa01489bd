package io.ironjournal.benchmarks.contender;

/** What a contender can do; it is measured in nothing else. */
public enum Ability {
    APPEND,
    BATCH,
    /** Thousands of streams in one store. */
    STREAMS,
    TWO_PHASE,
    /** Appends that return before they are durable. */
    UNFORCED,
    GET,
    ITERATE,
    /** A reader that waits for what comes next. */
    TAIL
}
