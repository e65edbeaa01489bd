package io.ironjournal.spring.autoconfigure;

import io.ironjournal.spi.log.InMemoryLog;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.spi.log.NamedLog;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stands for the log on BookKeeper: a log in memory for each name of a journal, which survives the directory. */
public final class StubBookKeeperLog implements NamedLog {

    private static final Map<String, InMemoryLog> LOGS = new ConcurrentHashMap<>();

    /** What the configuration contained last. */
    static volatile Map<String, String> values = Map.of();

    @Override
    public String name() {
        return "bookkeeper";
    }

    @Override
    public LogProvider create(Map<String, String> configured) {
        values = Map.copyOf(configured);
        return LOGS.computeIfAbsent(
                String.valueOf(configured.get("journal")),
                name -> new InMemoryLog(Long.MAX_VALUE).survivingDirectory());
    }
}
