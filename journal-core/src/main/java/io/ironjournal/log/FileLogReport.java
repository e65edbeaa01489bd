package io.ironjournal.log;

import io.ironjournal.spi.log.LogReport;
import java.util.List;

/** Reports what opening a log in files did. */
record FileLogReport(long copiedBytes, long discardedBytes, long lostRecords, List<String> notes, List<String> keptIn)
        implements LogReport {}
