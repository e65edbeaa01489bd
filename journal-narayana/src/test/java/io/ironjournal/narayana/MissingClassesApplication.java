package io.ironjournal.narayana;

import io.ironjournal.Journal;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.RecoveryUnavailableException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Registers a journal in a class loader without some classes, and returns the message of the exception. */
public final class MissingClassesApplication implements Callable<String> {

    private final Path directory;

    public MissingClassesApplication(Path directory) {
        this.directory = directory;
    }

    @Override
    public String call() {
        try (Journal journal = Journal.open(directory);
                JournalRecovery recovery = JournalRecovery.register(journal)) {
            return "registered: " + recovery;
        } catch (RecoveryUnavailableException refused) {
            return String.valueOf(refused.getMessage());
        }
    }
}
