package io.ironjournal.log;

/** Receives events of the committer, on the thread that runs it, and must return quickly. */
public interface CommitListener {

    /** Called after a group is committed and visible to readers. */
    void groupCommitted();

    /** Called after a force without a group made more records durable, on the thread that forced. */
    default void forcedLater() {}

    /** Called after a caller left a write in the queue that must be written soon, on the thread of that caller. */
    default void writeLeft() {}

    /** Called when there is no room for a write, in the log or in the limit of disk space. */
    default void refused() {}

    /** Called when there is no room for a write and a flush may make some. */
    void logFull();

    /** Called once, when a failure ends all writing. */
    void failed(Throwable cause);
}
