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
 * A log that another caller forces in the middle of groups. In asynchronous mode, the thread that forces can do so at
 * any time. This log forces after a record is added and before it is handed over: after every 40th record, and whenever
 * the log starts a new segment, because the forcing thread may have waited for that.
 */
public final class ForcedBeside implements LogProvider {

    private final LogProvider logs;

    /** Creates a provider whose logs are forced in the middle of groups. */
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
