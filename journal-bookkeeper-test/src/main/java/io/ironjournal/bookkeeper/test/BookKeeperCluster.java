package io.ironjournal.bookkeeper.test;

import io.netty.buffer.ByteBufAllocator;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.bookkeeper.bookie.BookieResources;
import org.apache.bookkeeper.client.BookKeeperAdmin;
import org.apache.bookkeeper.conf.ServerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A ZooKeeper server and bookies in this JVM. They listen on loopback only, on free ports, and keep their data in a
 * temporary directory, which {@link #close} deletes. Clients reach each server by a {@link Link}, which tests can break or
 * slow down. Bookies are numbered from 0.
 *
 * <p>One thread at a time uses a cluster.
 *
 * @since 0.1.0
 */
public final class BookKeeperCluster implements AutoCloseable {

    private static final String LEDGERS = "/ledgers";

    private final Path directory;
    private final Map<String, String> settings;
    private final LocalZooKeeper zooKeeper;
    private final Link zooKeeperLink;
    private final ByteBufAllocator allocator;
    private final List<Node> nodes = new ArrayList<>();

    /** A bookie, running or not. */
    private static final class Node {
        final ServerConfiguration configuration;
        final Link link;

        @Nullable
        LocalBookie running;

        Node(ServerConfiguration configuration, Link link) {
            this.configuration = configuration;
            this.link = link;
        }
    }

    private BookKeeperCluster(Path directory, Map<String, String> settings) throws IOException {
        this.directory = directory;
        this.settings = settings;
        zooKeeper = new LocalZooKeeper(Files.createDirectory(directory.resolve("zookeeper")));
        zooKeeperLink = new Link(zooKeeper.address());
        allocator = BookieResources.createAllocator(new ServerConfiguration());
    }

    /**
     * Starts ZooKeeper and bookies.
     *
     * @param bookies the number of bookies
     * @return the running cluster; the caller closes it
     * @throws IOException when a server cannot start
     * @since 0.1.0
     */
    public static BookKeeperCluster start(int bookies) throws IOException {
        return start(bookies, Map.of());
    }

    /**
     * Starts ZooKeeper and bookies with further settings, for example for TLS.
     *
     * @param bookies the number of bookies
     * @param settings settings of the bookies by their names in {@code org.apache.bookkeeper.conf.ServerConfiguration}
     * @return the running cluster; the caller closes it
     * @throws IOException when a server cannot start
     * @since 0.1.0
     */
    public static BookKeeperCluster start(int bookies, Map<String, String> settings) throws IOException {
        BookKeeperCluster cluster =
                new BookKeeperCluster(Files.createTempDirectory("bookkeeper"), Map.copyOf(settings));
        try {
            cluster.format();
            for (int i = 0; i < bookies; i++) {
                cluster.addBookie();
            }
            return cluster;
        } catch (IOException | RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private void format() throws IOException {
        try {
            if (!BookKeeperAdmin.initNewCluster(configuration())) {
                throw new IOException("The new ZooKeeper server is not empty");
            }
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The cluster cannot be initialized", e);
        }
    }

    /**
     * Returns where clients find the cluster.
     *
     * @return a URI for {@code ClientConfiguration.setMetadataServiceUri}
     * @since 0.1.0
     */
    public String metadataUri() {
        return "zk+null://127.0.0.1:" + zooKeeperLink.port() + LEDGERS;
    }

    /**
     * Returns the connections from clients to ZooKeeper. Bookies do not use them.
     *
     * @return the link, open until this cluster is closed
     * @since 0.1.0
     */
    public Link zooKeeperLink() {
        return zooKeeperLink;
    }

    /**
     * Returns the connections from clients to a bookie.
     *
     * @param bookie the number of the bookie
     * @return the link, open until this cluster is closed
     * @since 0.1.0
     */
    public Link bookieLink(int bookie) {
        return nodes.get(bookie).link;
    }

    /**
     * Returns how many bookies there are, running or not.
     *
     * @return the number of bookies
     * @since 0.1.0
     */
    public int bookies() {
        return nodes.size();
    }

    /**
     * Starts one more bookie.
     *
     * @throws IOException when it cannot start
     * @since 0.1.0
     */
    public void addBookie() throws IOException {
        int number = nodes.size();
        Path data = directory.resolve("bookie" + number);
        int port = freePort();
        ServerConfiguration configuration = configuration()
                .setBookieId("bookie" + number)
                .setBookiePort(port)
                .setJournalDirName(file(data.resolve("journal")).toString())
                .setLedgerDirNames(new String[] {file(data.resolve("ledgers")).toString()});
        settings.forEach(configuration::setProperty);
        Link link = new Link(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        nodes.add(new Node(configuration, link));
        startBookie(number);
    }

    /**
     * Closes the connections of clients to a bookie, then stops it. Does nothing if it is stopped.
     *
     * @param bookie the number of the bookie
     * @since 0.1.0
     */
    public void killBookie(int bookie) {
        Node node = nodes.get(bookie);
        LocalBookie running = node.running;
        if (running != null) {
            node.link.cut();
            running.stop();
            node.running = null;
        }
    }

    /**
     * Starts a bookie again, with its data. Does nothing if it is running.
     *
     * @param bookie the number of the bookie
     * @throws IOException when it cannot start
     * @since 0.1.0
     */
    public void startBookie(int bookie) throws IOException {
        Node node = nodes.get(bookie);
        if (node.running == null) {
            node.running = LocalBookie.start(node.configuration, allocator, node.link.port());
            node.link.restore();
        }
    }

    /**
     * Makes a bookie refuse new entries, as with a full disk. It can still be read.
     *
     * @param bookie the number of a running bookie
     * @throws IOException when the bookie does not change its state
     * @since 0.1.0
     */
    public void fillDisk(int bookie) throws IOException {
        running(bookie).readOnly(true);
    }

    /**
     * Makes a bookie accept entries again after {@link #fillDisk}.
     *
     * @param bookie the number of a running bookie
     * @throws IOException when the bookie does not change its state
     * @since 0.1.0
     */
    public void freeDisk(int bookie) throws IOException {
        running(bookie).readOnly(false);
    }

    private LocalBookie running(int bookie) {
        LocalBookie running = nodes.get(bookie).running;
        if (running == null) {
            throw new IllegalStateException("Bookie " + bookie + " is not running");
        }
        return running;
    }

    private static File file(Path path) throws IOException {
        return Files.createDirectories(path).toFile();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns settings for a bookie that starts fast and needs little memory. */
    private ServerConfiguration configuration() throws IOException {
        ServerConfiguration configuration = new ServerConfiguration();
        configuration.setMetadataServiceUri(
                "zk+null://127.0.0.1:" + zooKeeper.address().getPort() + LEDGERS);
        configuration.setZkTimeout(10_000);
        configuration.setProperty("journalPreAllocSizeMB", 1);
        return configuration
                .setAllowLoopback(true)
                .setListeningInterface(NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress())
                        .getName())
                .setJournalFlushWhenQueueEmpty(true)
                .setJournalRemovePagesFromCache(false)
                .setEntryLogFilePreAllocationEnabled(false)
                .setNumAddWorkerThreads(1)
                .setNumReadWorkerThreads(1)
                .setNumHighPriorityWorkerThreads(1)
                .setNumLongPollWorkerThreads(1)
                .setServerNumIOThreads(1)
                .setSkipListSizeLimit(8 << 20)
                .setSkipListArenaChunkSize(1 << 20)
                .setSkipListArenaMaxAllocSize(256 << 10)
                .setDiskUsageThreshold(0.999f)
                .setDiskUsageWarnThreshold(0.998f)
                // A bookie that is full in a test becomes writable only when the test says so.
                .setDiskCheckInterval(3_600_000);
    }

    /** Stops all servers, and deletes their data. */
    @Override
    public void close() throws IOException {
        for (int i = 0; i < nodes.size(); i++) {
            killBookie(i);
            nodes.get(i).link.close();
        }
        zooKeeperLink.close();
        zooKeeper.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
