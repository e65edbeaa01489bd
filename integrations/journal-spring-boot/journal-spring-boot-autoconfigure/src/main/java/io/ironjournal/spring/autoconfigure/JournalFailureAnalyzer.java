package io.ironjournal.spring.autoconfigure;

import io.ironjournal.config.ConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Tells in the failure report of Spring Boot why a journal keeps the application from starting, without a stack trace. */
final class JournalFailureAnalyzer implements FailureAnalyzer {

    JournalFailureAnalyzer() {}

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigurationException) {
                return new FailureAnalysis(
                        cause.getMessage(),
                        "Correct the configuration. All keys are described in docs/configuration.md of IronJournal.",
                        cause);
            }
            if (cause instanceof JournalStartException) {
                return new FailureAnalysis(cause.getMessage(), null, cause);
            }
        }
        return null;
    }
}
