package io.ironjournal.bookkeeper;

import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.spi.log.NamedLog;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Creates a {@link BookKeeperLog} from the configuration of a journal: {@code journal.log=bookkeeper}.
 *
 * @since 0.1.0
 */
public final class ConfiguredBookKeeperLog implements NamedLog {

    private static final long MAX_BOOKIES = 1000;
    private static final long MAX_LEDGER_SIZE = 1L << 40;
    private static final Duration MAX_LEDGER_AGE = Duration.ofHours(9999);
    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    /**
     * Creates the factory. The ServiceLoader calls this.
     *
     * @since 0.1.0
     */
    public ConfiguredBookKeeperLog() {}

    @Override
    public String name() {
        return "bookkeeper";
    }

    @Override
    public LogProvider create(Map<String, String> values) {
        BookKeeperLog log = BookKeeperLog.at(required(values, "metadata-uri")).journal(required(values, "journal"));
        String path = values.get("metadata-path");
        log = path == null ? log : log.metadataPath(path);
        String client = values.get("client-file");
        log = client == null ? log : log.clientSettings(properties(Path.of(client)));
        return log.password(values.getOrDefault("password", ""))
                .quorum(
                        (int) number(values, "ensemble", 3, MAX_BOOKIES),
                        (int) number(values, "write-quorum", 3, MAX_BOOKIES),
                        (int) number(values, "ack-quorum", 2, MAX_BOOKIES))
                .ledgers(
                        number(values, "ledger-size", 1L << 30, MAX_LEDGER_SIZE),
                        time(values, "ledger-age", Duration.ofHours(4), MAX_LEDGER_AGE))
                .timeouts(
                        time(values, "session-timeout", Duration.ofSeconds(10), MAX_TIMEOUT),
                        time(values, "request-timeout", Duration.ofSeconds(10), MAX_TIMEOUT));
    }

    private static Map<String, String> properties(Path file) {
        Properties read = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            read.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "client-file names " + file + ", which cannot be read as properties: " + e, e);
        }
        Map<String, String> settings = new HashMap<>();
        read.stringPropertyNames().forEach(name -> settings.put(name, read.getProperty(name)));
        return settings;
    }

    private static String required(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is not set");
        }
        return value;
    }

    private static long number(Map<String, String> values, String key, long other, long largest) {
        String value = values.get(key);
        long number = value == null ? other : Long.parseLong(value);
        if (number < 1 || number > largest) {
            throw new IllegalArgumentException(key + " must be between 1 and " + largest + ", not " + number);
        }
        return number;
    }

    private static Duration time(Map<String, String> values, String key, Duration other, Duration longest) {
        String value = values.get(key);
        Duration time = value == null ? other : Duration.parse(value);
        if (time.toSeconds() < 1 || time.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    key + " must be between 1 s and " + longest.toHours() + " h, not " + time.toMillis() + " ms");
        }
        return time;
    }
}
