package io.ironjournal.log;

import io.ironjournal.CorruptionPolicy;
import io.ironjournal.format.Manifest;
import io.ironjournal.io.Storage;
import io.ironjournal.spi.log.LogContext;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogReport;
import io.ironjournal.spi.log.OpenedLog;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Opens the log in files of the journal's directory. The caller has locked the directory, so there is no other writer. */
public final class FileLogProvider implements LogProvider {

    private final LogSettings settings;
    private final Storage storage;
    private final BooleanSupplier salvaging;

    /** The recovery that {@link #find} began. */
    private @Nullable LogRecovery found;

    /**
     * Creates a provider.
     *
     * @param salvaging whether streams may still hold records that this opening or an earlier one discarded
     */
    public FileLogProvider(LogSettings settings, BooleanSupplier salvaging) {
        this.settings = settings;
        this.storage = settings.storage();
        this.salvaging = salvaging;
    }

    @Override
    public String describe() {
        return storage.describe(LogFiles.DIRECTORY);
    }

    @Override
    public Optional<LogIdentity> find(LogContext context) throws IOException {
        return load(context).manifest().map(manifest -> new LogIdentity(manifest.journalId(), manifest.shardCount()));
    }

    /** Reads the headers of the segments, once for each opening. */
    private LogRecovery load(LogContext context) throws IOException {
        LogRecovery recovery = found;
        if (recovery == null) {
            recovery = LogRecovery.load(
                    settings, context.acceptsLoss() ? CorruptionPolicy.TRUNCATE : CorruptionPolicy.FAIL);
            found = recovery;
        }
        return recovery;
    }

    @Override
    public OpenedLog create(LogContext context, LogIdentity identity) throws IOException {
        storage.createDirectory(LogFiles.DIRECTORY);
        // The directory may exist already, if a process was killed before it forced the name.
        storage.forceDirectory("");
        Manifest manifest = manifest(identity);
        return new OpenedFileLog(manifest, 0, LogRecovery.create(settings, manifest), 0, LogReport.nothing());
    }

    @Override
    public OpenedLog open(LogContext context, LogIdentity identity) throws IOException {
        LogRecovery recovery = load(context);
        found = null;
        return recovery.recover(manifest(identity), context, salvaging);
    }

    private static Manifest manifest(LogIdentity identity) {
        return new Manifest(identity.shardCount(), identity.journalId());
    }

    @Override
    public LogReader read(long from) throws IOException {
        LogChain chain = LogChain.load(storage, true);
        return chain.isEmpty() ? LogReader.empty() : new LogCursor(storage, chain.links(), from);
    }
}
