package io.ironjournal.bookkeeper.test;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections from clients to one server. A link forwards bytes on loopback, and can be cut and slowed down. All
 * methods are thread-safe.
 *
 * @since 0.1.0
 */
public final class Link implements Closeable {

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;
    private volatile long delayNanos;

    /**
     * Opens a link on a free port.
     *
     * @param server the address to which connections are forwarded
     */
    Link(InetSocketAddress server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Threads.start("link-" + listener.getLocalPort(), this::accept);
    }

    /** Returns the port to which clients connect. */
    int port() {
        return listener.getLocalPort();
    }

    /**
     * Closes all connections, and refuses new ones until {@link #restore}.
     *
     * @since 0.1.0
     */
    public void cut() {
        isCut = true;
        closeConnections();
    }

    /**
     * Lets clients connect again, without delay.
     *
     * @since 0.1.0
     */
    public void restore() {
        isCut = false;
        delayNanos = 0;
    }

    /**
     * Delays all bytes. Each direction is delayed, so a round trip takes twice as long. The order of bytes does not
     * change. A long delay looks like a network that loses everything.
     *
     * @param delay the delay, not negative; zero for none
     * @since 0.1.0
     */
    public void delay(Duration delay) {
        delayNanos = delay.toNanos();
    }

    /** Closes the link, which cannot be restored. */
    @Override
    public void close() {
        cut();
        Threads.closeQuietly(listener);
    }

    private void closeConnections() {
        connections.forEach(Connection::close);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                forward(listener.accept());
            } catch (IOException e) {
                // The link was closed, or the server is down. In that case, the client sees a closed connection.
            }
        }
    }

    private void forward(Socket client) throws IOException {
        if (isCut) {
            client.close();
            return;
        }
        Socket target = new Socket();
        try {
            target.connect(server, 2000);
            client.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
        } catch (IOException e) {
            client.close();
            target.close();
            throw e;
        }
        Connection connection = new Connection(client, target);
        connections.add(connection);
        connection.start();
        if (isCut) {
            connection.close();
        }
    }

    /** One connection of a client. */
    private final class Connection implements Closeable {

        private final Socket client;
        private final Socket target;

        Connection(Socket client, Socket target) {
            this.client = client;
            this.target = target;
        }

        void start() throws IOException {
            new DelayedCopy(client.getInputStream(), target.getOutputStream(), () -> delayNanos, this).start();
            new DelayedCopy(target.getInputStream(), client.getOutputStream(), () -> delayNanos, this).start();
        }

        @Override
        public void close() {
            connections.remove(this);
            Threads.closeQuietly(client);
            Threads.closeQuietly(target);
        }
    }
}
