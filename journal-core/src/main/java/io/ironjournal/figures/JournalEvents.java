package io.ironjournal.figures;

/**
 * The events of one journal for the flight recorder of the JDK. They cost one test of a flag while no recording wants
 * them. A run-time image without the module {@code jdk.jfr} has no events. Thread-safe.
 */
public final class JournalEvents {

    private static final boolean AVAILABLE = available();

    private final String journal;

    /**
     * Creates the events of a journal.
     *
     * @param journal the journal's directory, as shown in messages
     */
    JournalEvents(String journal) {
        this.journal = journal;
    }

    private static boolean available() {
        try {
            Class.forName("jdk.jfr.Event", false, JournalEvents.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError withoutModule) {
            return false;
        }
    }

    /** Begins a force of the commit log, which counts bytes. */
    public Recording force() {
        return AVAILABLE ? ForceEvent.begin(journal) : Recording.NONE;
    }

    /** Begins a group of records, which counts them. */
    public Recording group() {
        return AVAILABLE ? GroupEvent.begin(journal) : Recording.NONE;
    }

    /** Begins a round of the flusher. Its figure is the LSN below which everything is in forced segments. */
    public Recording flushRound() {
        return AVAILABLE ? FlushRoundEvent.begin(journal) : Recording.NONE;
    }

    /** Begins the wait of a writer. Its figure is the memory that the writer wants, in bytes. */
    public Recording writerBlocked() {
        return AVAILABLE ? WriterBlockedEvent.begin(journal) : Recording.NONE;
    }

    /** Begins the opening of a journal, which counts the replayed records. */
    public Recording recovery() {
        return AVAILABLE ? RecoveryEvent.begin(journal) : Recording.NONE;
    }

    /** Records the failure that ends all writing. */
    public void failure(Throwable cause) {
        if (AVAILABLE) {
            FailureEvent.record(journal, String.valueOf(cause));
        }
    }

    /** Records a loss of acknowledged data. */
    public void loss(String loss) {
        if (AVAILABLE) {
            LossEvent.record(journal, loss);
        }
    }

    /** Records damage that the scrub found. */
    public void damage(String damage) {
        if (AVAILABLE) {
            DamageEvent.record(journal, damage);
        }
    }

    /**
     * Records a new checkpoint.
     *
     * @param id the id
     */
    public void checkpoint(byte[] id) {
        if (AVAILABLE) {
            CheckpointEvent.record(journal, id);
        }
    }
}
