package io.ironjournal.log;

/** What the rest of the journal wants to know of the committer. Called by whoever runs it: must be quick. */
public interface CommitListener {

    /** A group is committed, and readers see it. */
    void groupCommitted();

    /** More is durable than before, without a group. Called by whoever forced it. */
    default void forcedBehind() {}

    /** A write found no room in the log. */
    void logFull();

    /** Writing has ended for good. */
    void failed(Throwable cause);
}
