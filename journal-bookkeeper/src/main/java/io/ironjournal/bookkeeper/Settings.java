package io.ironjournal.bookkeeper;

import java.time.Duration;
import java.util.Map;
import org.apache.bookkeeper.client.api.DigestType;
import org.apache.bookkeeper.conf.ClientConfiguration;

/**
 * How a log reaches and uses its cluster.
 *
 * @param uri the metadata URI of BookKeeper
 * @param journal the name of the journal
 * @param path the node of the journal in ZooKeeper
 * @param ensemble the number of bookies of a ledger
 * @param writeQuorum the number of copies of a record
 * @param ackQuorum the number of copies that are durable when a write is acknowledged
 * @param password the password of the ledgers
 * @param ledgerSize the size at which a ledger is followed by the next one, in bytes
 * @param ledgerAge the age at which a ledger is followed by the next one
 * @param sessionTimeout the time after which ZooKeeper counts as unreachable
 * @param requestTimeout the time after which a bookie counts as failed
 * @param groupsInFlight the number of groups that may be written at the same time
 * @param client further settings of BookKeeper's client, by their names
 */
record Settings(
        String uri,
        String journal,
        String path,
        int ensemble,
        int writeQuorum,
        int ackQuorum,
        String password,
        long ledgerSize,
        Duration ledgerAge,
        Duration sessionTimeout,
        Duration requestTimeout,
        int groupsInFlight,
        Map<String, String> client) {

    static final DigestType DIGEST = DigestType.CRC32C;

    private static final String SCHEME_END = "://";
    private static final String DEFAULT_PARENT = "/ironjournal/";
    private static final int DEFAULT_COPIES = 3;
    private static final int DEFAULT_ACK_QUORUM = 2;
    private static final long DEFAULT_LEDGER_SIZE = 1L << 30;
    private static final Duration DEFAULT_LEDGER_AGE = Duration.ofHours(4);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final int DEFAULT_GROUPS = 8;

    /** Returns the settings of a journal that sets none. */
    static Settings defaults(String uri, String journal) {
        return new Settings(
                uri,
                journal,
                DEFAULT_PARENT + journal,
                DEFAULT_COPIES,
                DEFAULT_COPIES,
                DEFAULT_ACK_QUORUM,
                "",
                DEFAULT_LEDGER_SIZE,
                DEFAULT_LEDGER_AGE,
                DEFAULT_TIMEOUT,
                DEFAULT_TIMEOUT,
                DEFAULT_GROUPS,
                Map.of());
    }

    /** Returns the servers of ZooKeeper, as its client expects them. */
    String zooKeeper() {
        String servers = uri.substring(uri.indexOf(SCHEME_END) + SCHEME_END.length());
        return servers.substring(0, servers.indexOf('/')).replace(';', ',');
    }

    /** Throws an exception when a metadata URI does not name ZooKeeper servers and a path. */
    static void requireValid(String uri) {
        int begin = uri.indexOf(SCHEME_END);
        if (!uri.startsWith("zk") || begin < 0 || uri.indexOf('/', begin + SCHEME_END.length()) < 0) {
            throw new IllegalArgumentException("The metadata URI of BookKeeper must look like"
                    + " zk+null://server:2181/ledgers, with further servers after semicolons. It is: " + uri);
        }
    }

    Settings withQuorum(int bookies, int copies, int acknowledged) {
        return new Settings(
                uri,
                journal,
                path,
                bookies,
                copies,
                acknowledged,
                password,
                ledgerSize,
                ledgerAge,
                sessionTimeout,
                requestTimeout,
                groupsInFlight,
                client);
    }

    Settings withPassword(String changed) {
        return new Settings(
                uri,
                journal,
                path,
                ensemble,
                writeQuorum,
                ackQuorum,
                changed,
                ledgerSize,
                ledgerAge,
                sessionTimeout,
                requestTimeout,
                groupsInFlight,
                client);
    }

    Settings withPath(String changed) {
        return new Settings(
                uri,
                journal,
                changed,
                ensemble,
                writeQuorum,
                ackQuorum,
                password,
                ledgerSize,
                ledgerAge,
                sessionTimeout,
                requestTimeout,
                groupsInFlight,
                client);
    }

    Settings withLedgers(long size, Duration age) {
        return new Settings(
                uri,
                journal,
                path,
                ensemble,
                writeQuorum,
                ackQuorum,
                password,
                size,
                age,
                sessionTimeout,
                requestTimeout,
                groupsInFlight,
                client);
    }

    Settings withTimeouts(Duration session, Duration request) {
        return new Settings(
                uri,
                journal,
                path,
                ensemble,
                writeQuorum,
                ackQuorum,
                password,
                ledgerSize,
                ledgerAge,
                session,
                request,
                groupsInFlight,
                client);
    }

    Settings withGroups(int groups) {
        return new Settings(
                uri,
                journal,
                path,
                ensemble,
                writeQuorum,
                ackQuorum,
                password,
                ledgerSize,
                ledgerAge,
                sessionTimeout,
                requestTimeout,
                groups,
                client);
    }

    Settings withClient(Map<String, String> changed) {
        return new Settings(
                uri,
                journal,
                path,
                ensemble,
                writeQuorum,
                ackQuorum,
                password,
                ledgerSize,
                ledgerAge,
                sessionTimeout,
                requestTimeout,
                groupsInFlight,
                changed);
    }

    /** Returns what else to check if a bookie cannot be used, because the client does not say why; empty if nothing. */
    String furtherChecks() {
        String checks = "";
        if (client.containsKey("tlsProviderFactoryClass")) {
            checks += ". With TLS, also check the trust store and the certificates of the bookies";
        }
        if (client.containsKey("clientAuthProviderFactoryClass")) {
            checks += ". With authentication, also check the login of this client, and whether the bookies allow it";
        }
        return checks;
    }

    String describe() {
        return "journal '" + journal + "' on BookKeeper at " + uri;
    }

    /** Returns the configuration of the client. Settings of the journal replace those of the application. */
    ClientConfiguration clientConfiguration() {
        int seconds = (int) Math.max(1, requestTimeout.toSeconds());
        ClientConfiguration configuration = new ClientConfiguration();
        client.forEach((name, value) -> configuration.setProperty(name, value));
        configuration.setMetadataServiceUri(uri);
        configuration.setZkTimeout(Math.toIntExact(sessionTimeout.toMillis()));
        // By default, the client waits for ZooKeeper without a limit.
        configuration.setZkRetryBackoffMaxRetries(3);
        configuration.setAddEntryTimeout(seconds);
        configuration.setReadEntryTimeout(seconds);
        configuration.setClientConnectTimeoutMillis(Math.toIntExact(requestTimeout.toMillis()));
        // With as many bookies as copies, no bookie is left that could replace a failed one. Writes then go on with
        // the others, as long as these are an ack quorum.
        configuration.setDelayEnsembleChange(true);
        EncryptedLogin.configure(configuration);
        return configuration;
    }
}
