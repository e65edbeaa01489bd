package io.ironjournal.internal;

import io.ironjournal.CorruptionException;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.JournalOptions;
import io.ironjournal.figures.JournalFigures;
import io.ironjournal.flush.FlushScheduler;
import io.ironjournal.format.FileState;
import io.ironjournal.recovery.LossFile;
import io.ironjournal.recovery.Recovery;
import io.ironjournal.segment.StreamLosses;
import java.io.IOException;

/**
 * Decides what happens if files are proven to be missing, damaged or old. According to the corruption policy, opening
 * is refused, or the loss is recorded and the journal opens without them.
 */
record LossPolicy(CorruptionPolicy policy, LossFile losses, FlushScheduler flushing, JournalFigures figures)
        implements StreamLosses {

    /** Returns the policy of the options. Files that can be built again are never a loss. */
    static LossPolicy of(
            JournalOptions options,
            Recovery.Opened opened,
            LossFile losses,
            FlushScheduler flushing,
            JournalFigures figures) {
        CorruptionPolicy policy = opened.files().areBuilt() ? CorruptionPolicy.FAIL : options.corruptionPolicy();
        return new LossPolicy(policy, losses, flushing, figures);
    }

    /** Loads a file that the flush mark relies on. */
    interface Loading {
        void load(FileState expected, long logEnd) throws IOException;
    }

    /** An action after a recorded loss. */
    interface Otherwise {
        void run() throws IOException;
    }

    @Override
    public void missing(CorruptionException missing) throws IOException {
        if (policy == CorruptionPolicy.FAIL) {
            throw missing;
        }
        losses.record(String.valueOf(missing.getMessage()));
    }

    @Override
    public void requestRound() {
        flushing.lossRecorded();
    }

    @Override
    public void readDamage() {
        figures.addChecksumError();
    }

    /**
     * Loads a file. If that is refused and the policy allows the loss, moves the file away and runs the alternative.
     */
    void orLoad(Loading loading, FileState expected, long logEnd, String path, Otherwise otherwise) throws IOException {
        try {
            loading.load(expected, logEnd);
        } catch (CorruptionException e) {
            if (policy == CorruptionPolicy.FAIL) {
                throw e;
            }
            losses.record(e.getMessage() + losses.setAside(path));
            otherwise.run();
        }
    }
}
