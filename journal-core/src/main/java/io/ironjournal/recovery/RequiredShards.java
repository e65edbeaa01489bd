package io.ironjournal.recovery;

import io.ironjournal.ErrorContext;
import io.ironjournal.sharded.ShardCountMismatchException;

/**
 * How many shards an opened journal must have, or gets when it is created.
 *
 * @param count the number of shards; 0 for a plain journal, {@link #ANY} for any number
 */
record RequiredShards(int count) {

    static final int ANY = -1;

    /** Returns the number of shards of a new journal. */
    int ofNew() {
        return Math.max(0, count);
    }

    /**
     * Fails if the journal was created with another number of shards.
     *
     * @param directory the journal's directory, as messages show it
     * @param found the number of shards with which the journal was created
     */
    void check(String directory, int found) {
        if (count != ANY && count != found) {
            throw new ShardCountMismatchException(
                    "The journal in " + directory + " cannot be opened " + why(found),
                    ErrorContext.ofFile(directory),
                    null);
        }
    }

    private String why(int found) {
        if (count == 0) {
            return "as a plain journal: it was created with " + found + " shards. Open it with ShardedJournal.open and "
                    + found + " shards. Its method journal() returns the underlying journal.";
        }
        if (found == 0) {
            return "with " + count + " shards: it was created as a plain journal. Open it with Journal.open, or create"
                    + " a sharded journal in another directory and append the entries there by key.";
        }
        return "with " + count + " shards: it was created with " + found + ", and the number cannot change. Open it"
                + " with " + found
                + " shards, or create a journal in another directory and append the entries there.";
    }
}
