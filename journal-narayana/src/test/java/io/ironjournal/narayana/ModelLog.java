package io.ironjournal.narayana;

/**
 * An append-only log of {@link DecisionModel}: records that are durable, then records in their order that no force has
 * reached yet. A force makes all of them durable. A crash keeps any number of them, and loses the rest.
 *
 * <p>Of the durable records only their set is kept, and whose COMMIT came first. Nothing else of their order matters,
 * so logs that differ only in it are one state of the search.
 *
 * @param durable a bit for each durable record, and {@link #FIRST} for the transaction that committed first
 * @param all the same for all records
 * @param unforced the records that a crash may lose: four bits for each, the oldest in the lowest bits
 */
record ModelLog(int durable, int all, long unforced) {

    enum Kind {
        PREPARE(0),
        /** The decision of the manager to commit. */
        STATE(1),
        COMMIT(2),
        ROLLBACK(3),
        /** The removal of the state. */
        REMOVED(4);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    static final ModelLog EMPTY = new ModelLog(0, 0, 0);

    private static final int FIRST = 1 << (2 * Kind.values().length);

    private static final int BITS = 2 * Kind.values().length + 2;
    /** The bits of all records of the first transaction. */
    private static final int OF_FIRST = 0b01_01_01_01_01;

    /** Returns a number that no other log has. */
    long key() {
        return unforced << BITS | durable;
    }

    ModelLog append(Kind kind, int transaction) {
        int code = code(kind, transaction);
        return new ModelLog(durable, with(all, code), unforced | (code + 1L) << (4 * unforcedCount()));
    }

    int unforcedCount() {
        return (Long.SIZE + 3 - Long.numberOfLeadingZeros(unforced)) / 4;
    }

    ModelLog force() {
        return unforced == 0 ? this : new ModelLog(all, all, 0);
    }

    /** Returns the log after a crash that keeps the oldest {@code kept} unforced records. */
    ModelLog crash(int kept) {
        int records = durable;
        for (int i = 0; i < kept; i++) {
            records = with(records, (int) ((unforced >> (4 * i)) & 15) - 1);
        }
        return new ModelLog(records, records, 0);
    }

    boolean isDurable(Kind kind, int transaction) {
        return contains(durable, kind, transaction);
    }

    boolean has(Kind kind, int transaction) {
        return contains(all, kind, transaction);
    }

    /** Returns whether a force is needed to make all records of a transaction durable. */
    boolean hasUnforced(int transaction) {
        return ((all ^ durable) & (OF_FIRST << transaction)) != 0;
    }

    /** Returns whether a branch is in doubt: it is prepared, and has no outcome. */
    boolean isInDoubt(int transaction) {
        return has(Kind.PREPARE, transaction) && !has(Kind.COMMIT, transaction) && !has(Kind.ROLLBACK, transaction);
    }

    /** Returns whether the decision to commit is there, and not removed. */
    boolean isDecided(int transaction) {
        return has(Kind.STATE, transaction) && !has(Kind.REMOVED, transaction);
    }

    /** Returns how many commits of others are before the COMMIT of a transaction. The ids of its entries depend on it. */
    int place(int transaction) {
        boolean second = has(Kind.COMMIT, 1 - transaction) && (all & (FIRST << transaction)) == 0;
        return second ? 1 : 0;
    }

    String describe() {
        StringBuilder text = new StringBuilder("[");
        for (Kind kind : Kind.values()) {
            for (int tx = 0; tx < 2; tx++) {
                text.append(isDurable(kind, tx) ? kind + "-" + (tx + 1) + " " : "");
            }
        }
        text.append('|');
        for (int i = 0; i < unforcedCount(); i++) {
            int code = (int) ((unforced >> (4 * i)) & 15) - 1;
            text.append(' ').append(Kind.values()[code / 2]).append('-').append(code % 2 + 1);
        }
        return text.append(']').toString();
    }

    private static boolean contains(int records, Kind kind, int transaction) {
        return (records & (1 << code(kind, transaction))) != 0;
    }

    private static int with(int records, int code) {
        boolean commit = code >> 1 == Kind.COMMIT.number;
        boolean first = commit && (records & (1 << (code ^ 1))) == 0;
        return records | (1 << code) | (first ? FIRST << (code & 1) : 0);
    }

    private static int code(Kind kind, int transaction) {
        return 2 * kind.number + transaction;
    }
}
