package io.ironjournal.log;

import java.io.IOException;

/** Told of acknowledged records before they are cut off, so that a crash right behind the cut does not hide the loss. */
public interface LossListener {

    /**
     * Keeps the news, durably.
     *
     * @param loss where, how much, and where it is kept, in a sentence
     */
    void lost(String loss) throws IOException;

    /** Whether files may still hold what was cut off the log, now or by an earlier opening. */
    boolean salvaging();
}
