package io.ironjournal.internal;

/**
 * Composes the kind of journal that the caller requests.
 *
 * @param <T> the kind
 */
interface JournalKind<T> {

    /**
     * A plain journal that is the source or the target of a copy. It keeps all its entries while it is open: rules of
     * retention would remove entries before the cursors and checkpoints are copied that need them.
     */
    JournalKind<JournalEngine> IN_A_COPY = new JournalKind<>() {
        @Override
        public JournalEngine of(EngineAssembly assembly, JournalEngine journal) {
            return journal;
        }

        @Override
        public boolean maintained() {
            return false;
        }
    };

    /** Returns the journal. */
    T of(EngineAssembly assembly, JournalEngine journal);

    /** Returns whether the journal removes and verifies entries by itself. */
    default boolean maintained() {
        return true;
    }
}
