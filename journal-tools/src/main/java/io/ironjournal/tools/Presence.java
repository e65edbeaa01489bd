package io.ironjournal.tools;

/** Whether a stream has the entries of a branch in doubt. */
enum Presence {

    /** The stream has the same entries. */
    FOUND,

    /** The stream has only the first of the entries. */
    PART,

    /** The stream was truncated or damaged, so it may have had the entries. */
    PERHAPS,

    /** The stream does not have the entries. */
    NOT_FOUND
}
