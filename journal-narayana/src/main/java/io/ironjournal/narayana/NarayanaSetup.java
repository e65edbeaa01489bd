package io.ironjournal.narayana;

import io.ironjournal.Journal;
import io.ironjournal.text.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sets up Narayana in an application without a server, such as one on Weld SE: the directory of its log, its node identifier
 * and its recovery. The settings only take effect before the first transaction. Therefore call {@link #start} first in
 * {@code main}:
 *
 * <pre>{@code
 * try (Narayana narayana = NarayanaSetup.in(Path.of("data/transactions"))
 *         .nodeIdentifier("orders-1")
 *         .start()) {
 *     …
 * }
 * }</pre>
 *
 * <p>Narayana's settings belong to the process, and parts of it keep the first directory. Therefore use the same directory
 * when you restart Narayana in one process. Do not use this class in a server, or when a framework configures Narayana. Not
 * thread-safe.
 *
 * @since 0.1.0
 */
public final class NarayanaSetup {

    /** The longest node identifier that fits into the id of a branch. */
    static final int MAX_NODE_IDENTIFIER_BYTES = 28;

    /** Narayana keeps these times as a number of seconds or milliseconds of 32 bits. */
    private static final Duration LONGEST = Duration.ofDays(24);

    final Path store;

    @Nullable
    String nodeIdentifier;

    /** The journal with the log; null if the log is in the directory. */
    @Nullable
    Journal log;

    /** Whether a container opens that journal later. */
    boolean inConfiguredJournal;

    /** Whether branches of that journal force their votes. */
    boolean forceVotes;

    Duration orphanSafetyInterval = Duration.ofSeconds(20);
    Duration recoveryBackoff = Duration.ofSeconds(2);
    Duration recoveryPeriod = Duration.ofSeconds(10);
    boolean manualRecovery;
    Duration defaultTimeout = Duration.ofSeconds(60);

    private NarayanaSetup(Path store) {
        this.store = store;
    }

    /**
     * Starts a setup with the directory of Narayana's log, which contains the decisions that must survive a crash, unless {@link
     * #logIn} or {@link #logInConfiguredJournal} puts them into a journal.
     *
     * @param store a directory that nothing else uses, in particular not a journal's directory; created if it does not
     *     exist
     * @return a setup with defaults
     * @since 0.1.0
     */
    public static NarayanaSetup in(Path store) {
        return new NarayanaSetup(Objects.requireNonNull(store, "store"));
    }

    /**
     * Puts Narayana's log into the commit log of a journal, instead of files in the directory. A decision is then one forced
     * record of the journal, which shares its force with the journal's other writers. If the journal's log is on BookKeeper,
     * the decisions survive the machine. Then set {@link #nodeIdentifier(String)}, too: a generated identifier is in the directory of
     * this setup, so it is lost with the machine, and the next machine would not recover the branches.
     *
     * <p>The journal must be open before {@link #start()} and stay open until {@link Narayana#close()} has returned: close
     * it last. It may also take part in the transactions; then register it for recovery, as always. An unaccepted loss of the
     * journal makes {@link #start()} fail, because a missing decision would look like a transaction that was rolled back.
     * Then stop the application, and accept the loss with {@link io.ironjournal.spi.transaction.Transactions#acceptLoss} in a
     * program without Narayana. Before you start Narayana, follow "After a loss" in {@code docs/transactions.md}.
     *
     * <p>If the journal was restored from a backup, recovery commits and rolls back nothing, in no resource, until {@link
     * io.ironjournal.spi.transaction.Transactions#releaseRecovery}. New transactions work. A warning says so.
     *
     * <p>The journal may fail, or be closed earlier. From then on, each transaction that needs a decision is rolled back, and
     * recovery decides nothing. If the force of a decision fails, {@code commit()} throws {@link
     * io.ironjournal.JournalFailedException}, and the outcome is not known: do not repeat the work. Call {@code suspend()} of the
     * transaction manager to free the thread. In both cases restart the process; recovery then completes or rolls back such a transaction.
     *
     * <p>Decisions of an earlier log in files stay there until {@link NarayanaLogMove} moves them. While files in the directory of
     * this setup have some, {@link #start()} fails with an {@link io.ironjournal.IntegrationException}, because recovery would roll
     * back what databases have committed. In one process, either all setups have their log in a journal, or all have it in files. Parts of Narayana keep what the first setup chose.
     *
     * @param journal an open journal that is in use by this process only, as every journal is
     * @return this setup
     * @since 0.1.0
     */
    public NarayanaSetup logIn(Journal journal) {
        this.log = Objects.requireNonNull(journal, "journal");
        this.inConfiguredJournal = false;
        return this;
    }

    /**
     * Puts Narayana's log into the journal whose configuration key {@code transaction-log} is true, as {@link #logIn} does
     * with an open one. A CDI container opens that journal after {@link #start()}, and closes it before Narayana.
     *
     * <p>While that journal is not open, a transaction that needs a decision is rolled back, and recovery does not scan. If
     * no journal has the key, no two-phase transaction can commit, and recovery never scans.
     *
     * @return this setup
     * @since 0.1.0
     */
    public NarayanaSetup logInConfiguredJournal() {
        this.log = null;
        this.inConfiguredJournal = true;
        return this;
    }

    boolean isLogInJournal() {
        return log != null || inConfiguredJournal;
    }

    /**
     * Has each branch of the journal with Narayana's log force its vote, as branches of all other journals do. Has no effect
     * without {@link #logIn} or {@link #logInConfiguredJournal}.
     *
     * <p>By default these branches vote without a force, and the decision commits them: a transaction costs this journal one
     * force instead of three. Then nothing can roll the journal's branch back after the decision. If a database votes for the
     * commit and refuses it afterwards, {@code commit()} throws {@link jakarta.transaction.HeuristicMixedException}. With this
     * call, Narayana rolls the journal's branch back if such a database comes before the journal.
     *
     * @return this setup
     * @since 0.1.0
     */
    public NarayanaSetup forceVotes() {
        this.forceVotes = true;
        return this;
    }

    /**
     * Sets the name of this process among all processes that use the same databases and journals. Recovery rolls back
     * only branches with its own name. Therefore the name must be unique and stay the same across restarts.
     *
     * <p>Without this call, a random name is generated and stored in the file {@code node-identifier} of the directory,
     * and a warning is logged. If a name is set later, branches that were prepared with the generated name are still
     * recovered.
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
     * Sets how long recovery waits before it rolls back a branch that is in no log, from the first scan that sees it. Such a branch may belong to a
     * transaction that is being prepared. Therefore the interval must be longer than any prepare phase. The default is
     * 20 seconds.
     *
     * @param interval 1 millisecond to 24 days; values below the default are for demonstrations and tests
     * @return this setup
     * @throws IllegalArgumentException when it is out of range
     * @since 0.1.0
     */
    public NarayanaSetup orphanSafetyInterval(Duration interval) {
        this.orphanSafetyInterval = atLeast(Duration.ofMillis(1), interval, "orphanSafetyInterval");
        return this;
    }

    /**
     * Sets the pause between the two passes of a recovery scan. During the pause, active transactions can finish. The
     * default is 2 seconds.
     *
     * @param pause 1 second to 24 days; fractions of a second are ignored
     * @return this setup
     * @throws IllegalArgumentException when it is out of range
     * @since 0.1.0
     */
    public NarayanaSetup recoveryBackoff(Duration pause) {
        this.recoveryBackoff = atLeast(Duration.ofSeconds(1), pause, "recoveryBackoff");
        return this;
    }

    /**
     * Sets the pause between two recovery scans. The default is 10 seconds.
     *
     * @param pause 1 second to 24 days; fractions of a second are ignored
     * @return this setup
     * @throws IllegalArgumentException when it is out of range
     * @since 0.1.0
     */
    public NarayanaSetup recoveryPeriod(Duration pause) {
        this.recoveryPeriod = atLeast(Duration.ofSeconds(1), pause, "recoveryPeriod");
        return this;
    }

    /**
     * Disables periodic recovery. Only calls of {@link Narayana#scan()} recover.
     *
     * @return this setup
     * @since 0.1.0
     */
    public NarayanaSetup manualRecovery() {
        this.manualRecovery = true;
        return this;
    }

    /**
     * Sets the time after which an active transaction is rolled back. The default is 60 seconds.
     *
     * @param timeout 1 second to 24 days; fractions of a second are ignored
     * @return this setup
     * @throws IllegalArgumentException when it is out of range
     * @since 0.1.0
     */
    public NarayanaSetup defaultTimeout(Duration timeout) {
        this.defaultTimeout = atLeast(Duration.ofSeconds(1), timeout, "defaultTimeout");
        return this;
    }

    /**
     * Configures Narayana and starts its recovery. Connections that are not XA resources take part as last resources:
     * they commit after all others have voted, before the decision is logged.
     *
     * @return Narayana; close it after the journals and pools that it recovers, but before the journal of {@link #logIn}
     * @throws IllegalStateException when Narayana already runs in this process, because another setup was not closed or
     *     a server or framework started it; nothing is changed. Also when the file {@code node-identifier} has no valid
     *     content, and when an earlier setup of this process had its log in another kind of place
     * @throws io.ironjournal.JournalException when the journal with the log cannot be used: it is closed, has failed, or has a loss
     *     that is not accepted. Also when {@link #logIn} was called, and the directory has transactions of an earlier log, or
     *     cannot be read
     * @throws IllegalArgumentException when Narayana rejects the node identifier
     * @throws java.io.UncheckedIOException when the file {@code node-identifier} cannot be read or written
     * @since 0.1.0
     */
    public Narayana start() {
        return Narayana.start(this);
    }

    /** Returns where the log is, for messages. */
    String place() {
        if (inConfiguredJournal) {
            return ConfiguredLog.PLACE;
        }
        return log == null ? Printable.path(store.toAbsolutePath()) : log.toString();
    }

    private static Duration atLeast(Duration least, Duration given, String name) {
        if (given.compareTo(least) < 0 || given.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " must be " + least + " to " + LONGEST.toDays() + " days, not " + given);
        }
        return given;
    }

    @Override
    public String toString() {
        return "NarayanaSetup[log in " + (isLogInJournal() ? place() : Printable.path(store))
                + (nodeIdentifier == null ? "]" : ", node identifier '" + Printable.name(nodeIdentifier) + "']");
    }
}
