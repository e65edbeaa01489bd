package io.ironjournal.log;

/** The committer's decision about a write when its turn in the queue comes. */
public enum Admission {
    /** The record is written. */
    RECORD,

    /** There is no record. The write completes at once, because its result depends on nothing that is not durable. */
    NO_RECORD,

    /**
     * There is no record. The write completes with the group of the records before it, because its result depends on
     * them: they are then as durable as a record of this write would be.
     */
    NO_RECORD_AFTER_GROUP,

    /** There is no record yet. The write does not complete: it queues itself again later. */
    LATER
}
