package io.ironjournal.internal;

import io.ironjournal.figures.JournalFigures;
import io.ironjournal.files.Finding;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the scrub has found since the journal was opened: one finding for each damaged segment. Thread-safe. */
final class ScrubResults {

    private final JournalFigures figures;
    private final Executor logging;
    private final Map<String, Finding> damaged = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong passes = new AtomicLong();
    private final InstantSource clock;
    private final Optional<Consumer<Finding>> listener;
    private volatile @Nullable Instant lastPass;

    /**
     * Creates empty results.
     *
     * @param logging runs the logger and the listener
     * @param listener is called once for each damaged segment
     */
    ScrubResults(JournalFigures figures, Executor logging, InstantSource clock, Optional<Consumer<Finding>> listener) {
        this.figures = figures;
        this.logging = logging;
        this.clock = clock;
        this.listener = listener;
    }

    /** Counts bytes that were read. */
    void read(int count) {
        bytes.addAndGet(count);
    }

    /** Returns whether the damage of a segment is known. */
    boolean isKnown(String segment) {
        return damaged.containsKey(segment);
    }

    /** Records the damage of a segment, and logs it, unless it is known. */
    void damaged(String segment, Finding finding) {
        if (damaged.putIfAbsent(segment, finding) == null) {
            figures.addChecksumError();
            figures.events().damage(finding.message());
            logging.execute(() -> System.getLogger("io.ironjournal")
                    .log(
                            System.Logger.Level.ERROR,
                            "The scrub found a damaged segment. Restore the file from a copy while the journal is closed: "
                                    + finding.message()));
            listener.ifPresent(own -> logging.execute(() -> call(own, finding)));
        }
    }

    private static void call(Consumer<Finding> listener, Finding finding) {
        try {
            listener.accept(finding);
        } catch (RuntimeException e) {
            System.getLogger("io.ironjournal")
                    .log(System.Logger.Level.WARNING, "The damageListener failed, which changes nothing", e);
        }
    }

    /** Returns the first finding of each damaged segment. */
    List<Finding> damage() {
        return List.copyOf(damaged.values());
    }

    /** Counts a pass that has ended. */
    void passed() {
        lastPass = clock.instant();
        passes.incrementAndGet();
    }

    /** Returns when the last pass ended. */
    Optional<Instant> lastPass() {
        return Optional.ofNullable(lastPass);
    }

    /** Returns the number of passes that have ended. */
    long passes() {
        return passes.get();
    }

    /** Returns how many bytes were read. */
    long bytes() {
        return bytes.get();
    }
}
