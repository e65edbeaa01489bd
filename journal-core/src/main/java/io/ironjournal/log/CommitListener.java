package io.ironjournal.log;

/** Receives events of the committer, on the thread that runs it, and must return quickly. */
public interface CommitListener {

    /** Called after a group is committed and visible to readers. */
    void groupCommitted();

    /** Called after a force without a group made more records durable, on the thread that forced. */
    default void forcedLater() {}

    /** Called when there is no room in the log for a write. */
    void logFull();

    /** Called once, when a failure ends all writing. */
    void failed(Throwable cause);
}
