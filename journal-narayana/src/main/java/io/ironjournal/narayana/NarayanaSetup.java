package io.ironjournal.narayana;

import io.ironjournal.text.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sets up Narayana inside an application that has no server to do it, such as one on Weld SE: where its log is, who it
 * is, and that its recovery runs. All of this counts only before the first transaction, so {@link #start} comes first
 * in {@code main}:
 *
 * <pre>{@code
 * try (Narayana narayana = NarayanaSetup.in(Path.of("data/transactions"))
 *         .nodeIdentifier("orders-1")
 *         .start()) {
 *     …
 * }
 * }</pre>
 *
 * <p>Narayana's settings are the process's, and parts of it keep the directory that they first saw: after a restart within
 * one process it must be the same. In a server, or where a framework configures Narayana, leave this alone.
 *
 * @since 0.1.0
 */
public final class NarayanaSetup {

    /** What Narayana can put into a branch's id. */
    static final int MAX_NODE_IDENTIFIER_BYTES = 28;

    final Path store;

    @Nullable
    String nodeIdentifier;

    Duration orphanSafetyInterval = Duration.ofSeconds(20);
    Duration recoveryBackoff = Duration.ofSeconds(2);
    Duration recoveryPeriod = Duration.ofSeconds(30);
    boolean manualRecovery;
    Duration defaultTimeout = Duration.ofSeconds(60);

    private NarayanaSetup(Path store) {
        this.store = store;
    }

    /**
     * Says where Narayana keeps its log: the decisions that must survive a crash. It is not the journal's directory.
     *
     * @param store a directory of its own; created where missing
     * @return a setup with defaults
     * @since 0.1.0
     */
    public static NarayanaSetup in(Path store) {
        return new NarayanaSetup(Objects.requireNonNull(store, "store"));
    }

    /**
     * Names this process among all that use the same databases and journals. Recovery rolls back branches of its own
     * name only, so the name must be unique and stay the same over restarts. Without one, a name is made up and kept in the
     * file {@code node-identifier} of the directory of Narayana's log, and a warning says so. Branches that were prepared
     * under that name are recovered even after another one was set.
     *
     * @param name 1 to 28 bytes in UTF-8
     * @return this setup
     * @throws IllegalArgumentException when the name is empty or too long
     * @since 0.1.0
     */
    public NarayanaSetup nodeIdentifier(String name) {
        if (!isNodeIdentifier(name)) {
            throw new IllegalArgumentException(
                    "nodeIdentifier must have 1 to " + MAX_NODE_IDENTIFIER_BYTES + " bytes in UTF-8, but \""
                            + Printable.text(name) + "\" has " + name.getBytes(StandardCharsets.UTF_8).length);
        }
        this.nodeIdentifier = name;
        return this;
    }

    static boolean isNodeIdentifier(String name) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        return length >= 1 && length <= MAX_NODE_IDENTIFIER_BYTES;
    }

    /**
     * Sets how long recovery waits before it rolls back a branch that no log knows. Such a branch may belong to a
     * transaction that is just being prepared, so this must be longer than preparing ever takes. The default is 20 s.
     *
     * @param interval at least a millisecond; shorter than the default is for demonstrations and tests
     * @return this setup
     * @throws IllegalArgumentException when it is too short
     * @since 0.1.0
     */
    public NarayanaSetup orphanSafetyInterval(Duration interval) {
        this.orphanSafetyInterval = atLeast(Duration.ofMillis(1), interval, "orphanSafetyInterval");
        return this;
    }

    /**
     * Sets the pause between the two passes of a recovery scan, which gives transactions under way time to finish. The
     * default is 2 s.
     *
     * @param pause at least a second, in whole seconds
     * @return this setup
     * @throws IllegalArgumentException when it is too short
     * @since 0.1.0
     */
    public NarayanaSetup recoveryBackoff(Duration pause) {
        this.recoveryBackoff = atLeast(Duration.ofSeconds(1), pause, "recoveryBackoff");
        return this;
    }

    /**
     * Sets the pause between two recovery scans. The default is 30 s.
     *
     * @param pause at least a second, in whole seconds
     * @return this setup
     * @throws IllegalArgumentException when it is too short
     * @since 0.1.0
     */
    public NarayanaSetup recoveryPeriod(Duration pause) {
        this.recoveryPeriod = atLeast(Duration.ofSeconds(1), pause, "recoveryPeriod");
        return this;
    }

    /**
     * Leaves recovery to calls of {@link Narayana#scan()}; no thread scans by itself.
     *
     * @return this setup
     * @since 0.1.0
     */
    public NarayanaSetup manualRecovery() {
        this.manualRecovery = true;
        return this;
    }

    /**
     * Sets after what time a transaction that is still active is rolled back. The default is 60 s.
     *
     * @param timeout at least a second, in whole seconds
     * @return this setup
     * @throws IllegalArgumentException when it is too short
     * @since 0.1.0
     */
    public NarayanaSetup defaultTimeout(Duration timeout) {
        this.defaultTimeout = atLeast(Duration.ofSeconds(1), timeout, "defaultTimeout");
        return this;
    }

    /**
     * Configures Narayana and starts its recovery. Connections that are no XA resources take part as the last resource: they
     * commit before the decision is logged, after all others have voted.
     *
     * @return Narayana, to be closed after the journals and pools that it recovers
     * @throws IllegalStateException when Narayana is already started in this process, by a setup that was not closed yet or
     *     by a server or framework; nothing was changed
     * @since 0.1.0
     */
    public Narayana start() {
        return Narayana.start(this);
    }

    private static Duration atLeast(Duration least, Duration given, String name) {
        if (given.compareTo(least) < 0) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", not " + given);
        }
        return given;
    }

    @Override
    public String toString() {
        return "NarayanaSetup[log in " + Printable.path(store)
                + (nodeIdentifier == null ? "]" : ", node identifier '" + Printable.name(nodeIdentifier) + "']");
    }
}
