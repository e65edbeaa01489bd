package io.ironjournal.flush;

/** Work that the thread of the flusher does in small steps, between two pieces of its own work. */
public interface SteppedWork {

    /** Called by any thread when there is no space: work that frees some may begin earlier. */
    default void spaceNeeded() {}

    /** A journal without such work. */
    SteppedWork NONE = () -> Long.MAX_VALUE;

    /**
     * Does a step if one is due. Throws nothing.
     *
     * @return the nanoseconds until the next step is due; 0 if that is at once
     */
    long step();
}
