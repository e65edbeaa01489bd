package io.ironjournal.internal;

import io.ironjournal.JournalOptions;
import io.ironjournal.figures.JournalFigures;
import io.ironjournal.io.Storage;
import io.ironjournal.log.DiskLimit;
import io.ironjournal.recovery.LossFile;
import io.ironjournal.recovery.RestoredMark;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a journal that exist before its log is open.
 *
 * @param limit the limit of the journal's disk space; null if there is none
 */
record OpeningParts(
        JournalOptions options,
        Storage storage,
        Threads threads,
        Clock clock,
        LossFile losses,
        RestoredMark restored,
        JournalFigures figures,
        @Nullable DiskLimit limit) {}
