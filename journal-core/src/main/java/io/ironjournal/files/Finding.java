package io.ironjournal.files;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something irregular in the files of a journal.
 *
 * @since 0.1.0
 */
public interface Finding {

    /**
     * Returns what the finding is about.
     *
     * @return the kind, which says how serious it is and what to do
     * @since 0.1.0
     */
    FindingKind kind();

    /**
     * Says what is wrong, where and why.
     *
     * @return sentences without line breaks; names of users are escaped
     * @since 0.1.0
     */
    String message();

    /**
     * Returns the file.
     *
     * @return the path as messages show it; empty if there is none
     * @since 0.1.0
     */
    Optional<String> file();

    /**
     * Returns the place in the file.
     *
     * @return the offset in bytes; empty if it is the whole file
     * @since 0.1.0
     */
    OptionalLong offset();

    /**
     * Returns the stream.
     *
     * @return the stream's name; empty if no stream is concerned
     * @since 0.1.0
     */
    Optional<String> stream();

    /**
     * Returns the id of the first entry that cannot be read.
     *
     * @return the id; empty if no entry is concerned
     * @since 0.1.0
     */
    OptionalLong firstId();

    /**
     * Returns the id behind the last entry that cannot be read.
     *
     * @return the id; empty if no entry is concerned
     * @since 0.1.0
     */
    OptionalLong endId();
}
