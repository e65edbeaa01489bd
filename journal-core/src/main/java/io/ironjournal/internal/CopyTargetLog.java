package io.ironjournal.internal;

import io.ironjournal.io.Storage;
import io.ironjournal.recovery.CopyMark;
import io.ironjournal.spi.log.LogContext;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.OpenedLog;
import java.io.IOException;
import java.util.Optional;

/** The log of a journal that a copy creates. Refuses a log that exists, before anything is opened or changed. */
record CopyTargetLog(LogProvider log, Storage storage) implements LogProvider {

    @Override
    public String describe() {
        return log.describe();
    }

    @Override
    public boolean survivesDirectory() {
        return log.survivesDirectory();
    }

    @Override
    public Optional<LogIdentity> find(LogContext context) throws IOException {
        if (log.find(context).isPresent()) {
            throw exists();
        }
        return Optional.empty();
    }

    @Override
    public OpenedLog create(LogContext context, LogIdentity identity) throws IOException {
        if (!log.survivesDirectory()) {
            CopyMark.begin(storage);
        }
        return log.create(context, identity);
    }

    @Override
    public OpenedLog open(LogContext context, LogIdentity identity) {
        throw exists();
    }

    @Override
    public LogReader read(long from) throws IOException {
        return log.read(from);
    }

    private IllegalStateException exists() {
        return new IllegalStateException("Nothing was copied: the target must not exist, but there is already a "
                + log.describe() + ". Choose another target");
    }
}
