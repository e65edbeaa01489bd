package io.ironjournal.bookkeeper.test;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** A ZooKeeper server on a free port. */
final class LocalZooKeeper implements Closeable {

    /** The unit of ZooKeeper's times, in milliseconds. The shortest session is twice as long. */
    private static final int TICK = 500;

    private static final int MAX_CONNECTIONS = 1000;

    private final ServerCnxnFactory connections;

    LocalZooKeeper(Path directory) throws IOException {
        ZooKeeperServer server = new ZooKeeperServer(directory.toFile(), directory.toFile(), TICK);
        server.setMaxSessionTimeout(60_000);
        connections = new NIOServerCnxnFactory();
        connections.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MAX_CONNECTIONS);
        try {
            connections.startup(server);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("ZooKeeper was interrupted while it started", e);
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), connections.getLocalPort());
    }

    @Override
    public void close() {
        connections.shutdown();
    }
}
