package io.ironjournal.cdi;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Captures log messages of this module. */
final class Warnings extends Handler {

    private final List<String> messages = new CopyOnWriteArrayList<>();

    private Warnings() {}

    /** Returns the messages that are logged while work runs. They are not printed. */
    static List<String> during(Runnable work) {
        return during("io.ironjournal.cdi", work);
    }

    /** Returns the messages of a logger and of those below it. */
    static List<String> during(String name, Runnable work) {
        Logger logger = Logger.getLogger(name);
        Warnings recording = new Warnings();
        logger.addHandler(recording);
        logger.setUseParentHandlers(false);
        try {
            work.run();
        } finally {
            logger.removeHandler(recording);
            logger.setUseParentHandlers(true);
        }
        return recording.messages;
    }

    @Override
    public void publish(LogRecord warning) {
        messages.add(warning.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
