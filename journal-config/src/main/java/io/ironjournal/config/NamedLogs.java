package io.ironjournal.config;

import io.ironjournal.spi.log.NamedLog;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds logs by their names. */
final class NamedLogs {

    private NamedLogs() {}

    /** Finds a log, first as the application sees it, then beside this class. */
    static Optional<NamedLog> find(String name) {
        return find(name, ServiceLoader.load(NamedLog.class))
                .or(() -> find(name, ServiceLoader.load(NamedLog.class, NamedLogs.class.getClassLoader())));
    }

    private static Optional<NamedLog> find(String name, ServiceLoader<NamedLog> logs) {
        for (NamedLog log : logs) {
            if (log.name().equals(name)) {
                return Optional.of(log);
            }
        }
        return Optional.empty();
    }

    /** Returns the reason why a log was not found. */
    static String missing(String name, String known) {
        return name.equals(known)
                ? "the module journal-" + known + " is not on the class path. Add it as a dependency"
                : "it must be files or " + known;
    }
}
