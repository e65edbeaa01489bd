package io.ironjournal.jmx;

import io.ironjournal.JournalStats;
import java.util.List;

/**
 * What the scrub of a journal has done and found since the opening.
 *
 * @since 0.1.0
 */
public interface ScrubData {

    /**
     * Returns {@link JournalStats#scrubPasses()}.
     *
     * @return the number of passes
     * @since 0.1.0
     */
    long getPasses();

    /**
     * Returns {@link JournalStats#lastScrub()}.
     *
     * @return the time in ISO 8601; an empty text when no pass has ended
     * @since 0.1.0
     */
    String getLastPass();

    /**
     * Returns {@link JournalStats#scrubbedBytes()}.
     *
     * @return the number of bytes
     * @since 0.1.0
     */
    long getBytes();

    /**
     * Returns {@link JournalStats#damage()}.
     *
     * @return one sentence for each damaged segment
     * @since 0.1.0
     */
    List<String> getDamage();
}
