package io.ironjournal.files;

import java.util.List;

/**
 * What the next opening of the journal will do, with the {@code corruptionPolicy} FAIL. If a process has the journal open
 * now, this is about the opening after that process has closed it or has ended. {@link JournalFiles#lock} says who has it
 * open.
 *
 * @since 0.1.0
 */
public interface NextOpening {

    /**
     * Returns whether the opening will succeed, as far as these files show it. It does not look at streams that the commit
     * log does not mention: an opening reads them when they are used. Does not look at the lock either.
     *
     * @return false if the opening will be refused because of the files
     * @since 0.1.0
     */
    boolean succeeds();

    /**
     * Describes what it will do, or why it is refused.
     *
     * @return sentences in the order of the steps
     * @since 0.1.0
     */
    List<String> steps();
}
