package io.ironjournal;

import io.ironjournal.text.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The health of a journal at one moment: what health checks of a platform report. All integrations use this definition.
 *
 * <ul>
 *   <li>A journal is <em>live</em> until it has failed. After a failure it accepts no writes until it is opened again,
 *       so a platform should restart the application. There is one exception: a journal that failed with a
 *       {@link JournalFencedException} stays live. Another process has opened it, and a restart would take it back from
 *       that process. If both processes were restarted automatically, they would take it from each other without end.
 *   <li>A journal is <em>ready</em> when it is open, has not failed, has no loss of acknowledged data that nobody has
 *       accepted, and its disk is not full and not at its {@linkplain JournalOptions#maxDiskSpace limit}. No restart mends
 *       a loss or a full disk, so they do not change whether it is live.
 * </ul>
 *
 * <p>{@link #of} does not check whether the journal is open. While it is not, use {@link #notOpen}.
 *
 * <p>Branches in doubt and a wrong clock are shown, but change neither. Texts contain paths and names of streams, with
 * control characters escaped, and no content of entries. Show them only to operators.
 *
 * <p>Immutable. Reading it does no I/O.
 *
 * @since 0.1.0
 */
public final class JournalHealth {

    private static final String UP = "UP";
    private static final JournalHealth NOT_OPEN = new JournalHealth(
            Optional.empty(),
            List.of("not open: recovery runs, or the application starts or ends"),
            List.of(),
            Map.of());

    private final Optional<String> failure;

    /** Why the journal is not ready although it is live. */
    private final List<String> problems;

    private final List<String> remarks;
    private final Map<String, Object> details;

    private JournalHealth(
            Optional<String> failure, List<String> problems, List<String> remarks, Map<String, Object> details) {
        this.failure = failure;
        this.problems = problems;
        this.remarks = remarks;
        this.details = details;
    }

    /**
     * Asks a journal. Also works after it has failed or was closed; the answer is then that of its last moment. So a closed
     * journal may be shown as ready: use {@link #notOpen} for it.
     *
     * @param journal the journal, or its monitor
     * @return the health of this moment
     * @since 0.1.0
     */
    public static JournalHealth of(JournalMonitor journal) {
        JournalStats stats = journal.stats();
        Optional<Throwable> cause = stats.failure();
        Optional<String> failure = cause.filter(failed -> !(failed instanceof JournalFencedException))
                .map(JournalHealth::text);
        Optional<String> full = stats.diskFull().map(JournalHealth::text);
        List<String> losses = stats.losses().stream().map(Printable::text).toList();
        Duration behind = stats.clockBehind();
        List<String> problems = new ArrayList<>();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("inDoubt", stats.inDoubt());
        if (stats.inDoubt() > 0) {
            details.put("inDoubtAge", stats.inDoubtAge().toString());
        }
        if (!behind.isZero()) {
            details.put("clockBehind", behind.toString());
        }
        cause.ifPresent(failed -> details.put("failure", text(failed)));
        cause.filter(JournalFencedException.class::isInstance).ifPresent(fenced -> problems.add(fenced(fenced)));
        if (!losses.isEmpty()) {
            details.put("losses", losses);
            problems.add("a loss is not accepted by Transactions.acceptLoss(): " + String.join("; ", losses));
        }
        full.ifPresent(why -> {
            details.put("diskFull", why);
            problems.add("the disk is full, or its limit is reached, and writers are refused: " + why);
        });
        return new JournalHealth(failure, problems, remarks(behind), details);
    }

    private static List<String> remarks(Duration behind) {
        return behind.isZero()
                ? List.of()
                : List.of("the system clock is " + behind + " behind the times of entries: check the clock");
    }

    /**
     * Returns the health of a journal that is not open: its recovery runs, or it is not opened yet, or it was closed.
     * It is live and not ready.
     *
     * @return always the same health
     * @since 0.1.0
     */
    public static JournalHealth notOpen() {
        return NOT_OPEN;
    }

    private static String text(Throwable cause) {
        return Printable.text(cause.toString());
    }

    /**
     * Returns whether the application may go on without a restart.
     *
     * @return false when the journal has failed, so that only opening it again helps; true while it works, and when
     *     another process has opened it
     * @since 0.1.0
     */
    public boolean isLive() {
        return failure.isEmpty();
    }

    /**
     * Returns whether the journal serves the application as it should.
     *
     * @return true when it is live and has no problem
     * @since 0.1.0
     */
    public boolean isReady() {
        return isLive() && problems.isEmpty();
    }

    /**
     * Explains {@link #isLive()} in one line.
     *
     * @return {@code UP}, or why the journal is not live
     * @since 0.1.0
     */
    public String liveness() {
        return failure.map(JournalHealth::failed).orElse(UP);
    }

    /**
     * Explains {@link #isReady()} in one line.
     *
     * @return text that begins with {@code UP} if the journal is ready, or else says why it is not
     * @since 0.1.0
     */
    public String readiness() {
        List<String> all = new ArrayList<>();
        failure.map(JournalHealth::failed).ifPresent(all::add);
        all.addAll(problems);
        if (all.isEmpty()) {
            all.add(UP);
        }
        all.addAll(remarks);
        return String.join("; ", all);
    }

    private static String failed(String cause) {
        return "failed, until the application starts again: " + cause;
    }

    private static String fenced(Throwable cause) {
        return "another process has opened the journal, and this one accepts no more writes. A restart of the application"
                + " takes the journal back: " + text(cause);
    }

    /**
     * Returns the figures behind the answer, for platforms that show structured data.
     *
     * @return {@code inDoubt} (a number), and if there is something to tell {@code inDoubtAge} and {@code clockBehind}
     *     (durations in ISO-8601), {@code failure} and {@code diskFull} (text), and {@code losses} (a list of text);
     *     empty for a journal that is not open. A copy
     * @since 0.1.0
     */
    public Map<String, Object> details() {
        return new LinkedHashMap<>(details);
    }

    /** Returns {@link #readiness()}. */
    @Override
    public String toString() {
        return readiness();
    }
}
