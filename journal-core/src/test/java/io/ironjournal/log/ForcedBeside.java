package io.ironjournal.log;

import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogContext;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.OpenedLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A log that is forced from beside in the middle of groups, as the thread that forces in asynchronous mode may do at any
 * time: here when a record has been added and is not handed over yet; always when it made the log change its segment, for
 * which that thread will have waited.
 */
public final class ForcedBeside implements LogProvider {

    private final LogProvider logs;

    /** Forces the logs of a provider from beside. */
    public ForcedBeside(LogProvider logs) {
        this.logs = logs;
    }

    @Override
    public String describe() {
        return logs.describe();
    }

    @Override
    public Optional<LogIdentity> find(LogContext context) throws IOException {
        return logs.find(context);
    }

    @Override
    public OpenedLog create(LogContext context, LogIdentity identity) throws IOException {
        return forcedBeside(logs.create(context, identity));
    }

    @Override
    public OpenedLog open(LogContext context, LogIdentity identity) throws IOException {
        return forcedBeside(logs.open(context, identity));
    }

    @Override
    public LogReader read(long from) throws IOException {
        return logs.read(from);
    }

    private static OpenedLog forcedBeside(OpenedLog opened) {
        return new ForwardingOpenedLog(opened, new Log(opened.log()));
    }

    private static final class Log extends ForwardingLog {

        private int records;

        Log(CommitLog log) {
            super(log);
        }

        @Override
        public void add(int type, ByteBuffer head, byte[] body) throws IOException {
            long before = commits();
            super.add(type, head, body);
            if (commits() != before || ++records % 40 == 0) {
                commitHandedOver();
            }
        }
    }
}
