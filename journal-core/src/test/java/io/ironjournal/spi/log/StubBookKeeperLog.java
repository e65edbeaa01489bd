package io.ironjournal.spi.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands for the log on BookKeeper in tests of configuration: a log in memory for each name of a journal, which survives the
 * directory. A test registers it for the ServiceLoader.
 */
public final class StubBookKeeperLog implements NamedLog {

    private static final Map<String, InMemoryLog> LOGS = new ConcurrentHashMap<>();

    private static volatile Map<String, String> values = Map.of();

    /** Returns what the configuration contained last. */
    public static Map<String, String> values() {
        return values;
    }

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
