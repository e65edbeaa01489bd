package io.ironjournal.bookkeeper;

import io.ironjournal.spi.log.LogContext;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.OpenedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A commit log on Apache BookKeeper. Several bookies store each record, and a write is acknowledged when enough of them
 * have forced it to their disks. A node in ZooKeeper lists the ledgers of the journal.
 *
 * <pre>{@code
 * BookKeeperLog.at("zk+null://zk1:2181;zk2:2181;zk3:2181/ledgers").journal("orders").quorum(3, 3, 2)
 * }</pre>
 *
 * <p>One process at a time writes a journal. A process that opens it fences the one before, which gets a {@link
 * io.ironjournal.JournalFencedException} from its next write.
 *
 * <p>Instances are immutable and thread-safe. Methods that change a setting return a copy. An instance can serve any
 * number of openings.
 *
 * @since 0.1.0
 */
public final class BookKeeperLog implements LogProvider {

    private final Settings settings;
    private final Connector connector;

    private BookKeeperLog(Settings settings, Connector connector) {
        this.settings = settings;
        this.connector = connector;
    }

    /**
     * A BookKeeper cluster.
     *
     * @since 0.1.0
     */
    public static final class Cluster {

        private final String uri;

        private Cluster(String uri) {
            this.uri = uri;
        }

        /**
         * Returns the log of a journal on this cluster.
         *
         * @param name the name of the journal, without a slash and not empty. Each journal needs a name of its own
         * @return the log, with the default settings
         * @throws IllegalArgumentException when the name is empty or has a slash
         * @since 0.1.0
         */
        public BookKeeperLog journal(String name) {
            if (name.isBlank() || name.contains("/")) {
                throw new IllegalArgumentException(
                        "The name of a journal must not be empty or contain a slash: '" + name + "'");
            }
            return new BookKeeperLog(Settings.defaults(uri, name), Connector.TO_SERVERS);
        }
    }

    /**
     * Names the cluster.
     *
     * @param metadataUri the metadata URI of BookKeeper, such as {@code zk+null://zk1:2181;zk2:2181/ledgers}: the ZooKeeper
     *     servers and the root of the cluster there. {@code null} means that the cluster's own layout is used
     * @return the cluster
     * @throws IllegalArgumentException when the URI does not name ZooKeeper servers and a path
     * @since 0.1.0
     */
    public static Cluster at(String metadataUri) {
        Settings.requireValid(metadataUri);
        return new Cluster(metadataUri);
    }

    /**
     * Sets how many bookies store a record. The defaults are 3, 3 and 2. They apply to ledgers that are created from now
     * on.
     *
     * @param ensemble the number of bookies of a ledger
     * @param writeQuorum the number of copies of a record, at most {@code ensemble}
     * @param ackQuorum the number of copies that are durable when a write returns, at least 1, at most {@code writeQuorum}.
     *     An acknowledged record survives the loss of {@code ackQuorum - 1} bookies
     * @return a copy with these numbers
     * @throws IllegalArgumentException when the numbers are not in this order
     * @since 0.1.0
     */
    public BookKeeperLog quorum(int ensemble, int writeQuorum, int ackQuorum) {
        if (ackQuorum < 1 || writeQuorum < ackQuorum || ensemble < writeQuorum) {
            throw new IllegalArgumentException("A quorum needs ensemble >= writeQuorum >= ackQuorum >= 1, not "
                    + ensemble + ", " + writeQuorum + ", " + ackQuorum);
        }
        return with(settings.withQuorum(ensemble, writeQuorum, ackQuorum));
    }

    /**
     * Sets the password of the ledgers, which protects them from other clients of the cluster. It cannot change while
     * the journal has ledgers. The default is empty.
     *
     * @param password the password
     * @return a copy with this password
     * @since 0.1.0
     */
    public BookKeeperLog password(String password) {
        return with(settings.withPassword(Objects.requireNonNull(password, "password")));
    }

    /**
     * Sets the path of the journal's node in ZooKeeper. The default is {@code /ironjournal/} and the name.
     *
     * @param path an absolute path
     * @return a copy with this path
     * @throws IllegalArgumentException when the path does not begin with a slash, or ends with one
     * @since 0.1.0
     */
    public BookKeeperLog metadataPath(String path) {
        if (!path.startsWith("/") || path.endsWith("/")) {
            throw new IllegalArgumentException(
                    "A path in ZooKeeper must begin with a slash and must not end with one: " + path);
        }
        return with(settings.withPath(path));
    }

    /**
     * Sets when a new ledger begins: at this size or age, whichever comes first.
     *
     * @param size the size in bytes, at least 1; 1 GiB by default
     * @param age the age, positive; 4 hours by default
     * @return a copy with these limits
     * @throws IllegalArgumentException when a limit is not positive
     * @since 0.1.0
     */
    public BookKeeperLog ledgers(long size, Duration age) {
        if (size < 1 || age.isNegative() || age.isZero()) {
            throw new IllegalArgumentException("The limits of ledgers must be positive, not " + size + ", " + age);
        }
        return with(settings.withLedgers(size, age));
    }

    /**
     * Sets how long to wait for servers.
     *
     * @param session the time after which ZooKeeper counts as unreachable, and the timeout of sessions; 10 seconds by
     *     default
     * @param request the time after which a bookie that does not answer counts as failed, in whole seconds; 10 seconds
     *     by default
     * @return a copy with these times
     * @throws IllegalArgumentException when a time is less than a second
     * @since 0.1.0
     */
    public BookKeeperLog timeouts(Duration session, Duration request) {
        if (session.toSeconds() < 1 || request.toSeconds() < 1) {
            throw new IllegalArgumentException("Timeouts must be at least one second, not " + session + ", " + request);
        }
        return with(settings.withTimeouts(session, request));
    }

    /**
     * Sets how many groups of records may be written at the same time, so that their round trips overlap.
     *
     * @param groups the number, at least 1; 8 by default
     * @return a copy with this number
     * @throws IllegalArgumentException when the number is less than 1
     * @since 0.1.0
     */
    public BookKeeperLog groupsInFlight(int groups) {
        if (groups < 1) {
            throw new IllegalArgumentException("At least one group must be in flight, not " + groups);
        }
        return with(settings.withGroups(groups));
    }

    /**
     * Sets further settings of BookKeeper's client, for example for TLS and authentication, by their names in
     * {@code org.apache.bookkeeper.conf.ClientConfiguration}. Settings that methods of this class set cannot be changed here.
     * The client ignores names that it does not know. With TLS, a login to a bookie begins after the TLS handshake, so it is
     * encrypted.
     *
     * @param further the settings, such as {@code clientTrustStore}; they replace those of an earlier call
     * @return a copy with these settings
     * @since 0.1.0
     */
    public BookKeeperLog clientSettings(Map<String, String> further) {
        return with(settings.withClient(Map.copyOf(further)));
    }

    /**
     * Deletes ledgers of this journal that no opening uses: a process that is killed while it creates or deletes a ledger
     * may leave one. The journal may be open meanwhile, in this process or another one. Ledgers of the newest opening, and of
     * other journals and applications, are not touched. Reads the metadata of all ledgers of the cluster, which can take long
     * on a cluster with many.
     *
     * @return the number of ledgers that were found
     * @throws IOException when the cluster cannot be reached
     * @since 0.1.0
     */
    public int deleteOrphans() throws IOException {
        try (Connection connection = connector.connect(settings)) {
            return Orphans.delete(connection);
        }
    }

    /**
     * Deletes the journal with all its entries, for example an incomplete copy. It must not be open anywhere: a process that
     * has it open fails at the latest when it needs the next ledger. If this process is killed meanwhile, unused ledgers
     * may be left.
     *
     * @return whether there was such a journal
     * @throws IOException when the cluster cannot be reached, or the journal was opened meanwhile
     * @since 0.1.0
     */
    public boolean delete() throws IOException {
        try (Connection connection = connector.connect(settings)) {
            return Orphans.deleteJournal(connection);
        }
    }

    Settings settings() {
        return settings;
    }

    private BookKeeperLog with(Settings changed) {
        return new BookKeeperLog(changed, connector);
    }

    /** Returns a copy that connects to another cluster, for tests. */
    BookKeeperLog with(Connector other) {
        return new BookKeeperLog(settings, other);
    }

    @Override
    public String describe() {
        return settings.describe();
    }

    @Override
    public boolean survivesDirectory() {
        return true;
    }

    @Override
    public Optional<LogIdentity> find(LogContext context) throws IOException {
        try (MetadataStore node = connector.metadata(settings)) {
            return node.read().map(found -> found.content().identity());
        }
    }

    @Override
    public OpenedLog create(LogContext context, LogIdentity identity) throws IOException {
        return connected(takeover -> takeover.create(identity));
    }

    @Override
    public OpenedLog open(LogContext context, LogIdentity identity) throws IOException {
        return connected(takeover -> takeover.open(identity));
    }

    private interface Opening {
        OpenedLog with(Takeover takeover) throws IOException;
    }

    private OpenedLog connected(Opening opening) throws IOException {
        Connection connection = connector.connect(settings);
        try {
            return opening.with(new Takeover(connection));
        } catch (IOException | RuntimeException | Error e) {
            try {
                connection.close();
            } catch (IOException | RuntimeException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    @Override
    public LogReader read(long from) throws IOException {
        Connection connection = connector.connect(settings);
        try {
            Optional<VersionedMetadata> found = connection.node().read();
            List<LedgerInfo> ledgers =
                    found.map(metadata -> metadata.content().ledgers()).orElse(List.of());
            return new LedgersReader(new SharedLedgers(connection), ledgers, from, connection);
        } catch (IOException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }
}
