package io.ironjournal.bookkeeper;

import io.ironjournal.JournalException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/**
 * The node of one journal in ZooKeeper. It is only changed by compare-and-set. When the connection is lost, a change may
 * have taken effect or not; this class then reads the node to find out.
 */
final class MetadataNode implements MetadataStore {

    private static final int RETRY_MILLIS = 100;
    private static final int RESOLVE_ATTEMPTS = 5;

    private final Settings settings;
    private final CuratorFramework client;

    private MetadataNode(Settings settings, CuratorFramework client) {
        this.settings = settings;
        this.client = client;
    }

    /** Connects to ZooKeeper. */
    static MetadataNode connect(Settings settings) throws IOException {
        int timeout = Math.toIntExact(settings.sessionTimeout().toMillis());
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(settings.zooKeeper())
                .sessionTimeoutMs(timeout)
                .connectionTimeoutMs(timeout)
                .retryPolicy(new RetryOneTime(RETRY_MILLIS))
                .build();
        client.start();
        boolean connected = false;
        try {
            connected = client.blockUntilConnected(timeout, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        } finally {
            if (!connected) {
                client.close();
            }
        }
        if (!connected) {
            throw new IOException("ZooKeeper at " + settings.zooKeeper() + " did not answer within " + timeout
                    + " ms. Check the address in the metadata URI, and whether it runs");
        }
        return new MetadataNode(settings, client);
    }

    /** Returns the path of the node. */
    String path() {
        return settings.path();
    }

    @Override
    public boolean isConnected() {
        return client.getZookeeperClient().isConnected();
    }

    @Override
    public Optional<VersionedMetadata> read() throws IOException {
        try {
            Stat stat = new Stat();
            byte[] bytes = client.getData().storingStatIn(stat).forPath(path());
            return Optional.of(new VersionedMetadata(JournalMetadata.decode(bytes, path()), stat.getVersion()));
        } catch (KeeperException.NoNodeException e) {
            return Optional.empty();
        } catch (Exception e) {
            throw failure("read", e);
        }
    }

    @Override
    public VersionedMetadata create(JournalMetadata content) throws IOException {
        try {
            client.create().creatingParentsIfNeeded().forPath(path(), content.encode());
            return new VersionedMetadata(content, 0);
        } catch (KeeperException.NodeExistsException | KeeperException.ConnectionLossException e) {
            return resolved(content, e);
        } catch (Exception e) {
            throw failure("create", e);
        }
    }

    @Override
    public VersionedMetadata replace(JournalMetadata content, int version) throws IOException {
        try {
            Stat stat = client.setData().withVersion(version).forPath(path(), content.encode());
            return new VersionedMetadata(content, stat.getVersion());
        } catch (KeeperException.BadVersionException | KeeperException.ConnectionLossException e) {
            return resolved(content, e);
        } catch (KeeperException.NoNodeException e) {
            throw new LostRaceException("The node " + path() + " was deleted from ZooKeeper");
        } catch (Exception e) {
            throw failure("change", e);
        }
    }

    @Override
    public void delete(int version) throws IOException {
        try {
            client.delete().withVersion(version).forPath(path());
        } catch (KeeperException.BadVersionException | KeeperException.NoNodeException e) {
            throw new LostRaceException("The node " + path() + " was changed or deleted by another process");
        } catch (Exception e) {
            throw failure("delete", e);
        }
    }

    /** Reads the node after a change whose outcome is unknown: a client also repeats a change whose answer was lost. */
    private VersionedMetadata resolved(JournalMetadata wanted, KeeperException cause) throws IOException {
        IOException unreachable = new IOException(cause);
        for (int i = 0; i < RESOLVE_ATTEMPTS; i++) {
            try {
                Optional<VersionedMetadata> found = read();
                if (found.isPresent() && found.get().content().equals(wanted)) {
                    return found.get();
                }
                throw new LostRaceException("The node " + path() + " was changed by another process"
                        + found.map(other -> ", " + other.content().owner()).orElse(""));
            } catch (LostRaceException e) {
                throw e;
            } catch (IOException e) {
                unreachable = e;
                Failures.sleep(RETRY_MILLIS);
            }
        }
        throw new IOException(
                "Cannot find out whether the node " + path() + " was changed, because ZooKeeper at "
                        + settings.zooKeeper() + " cannot be reached. Open the journal again when it can be reached",
                unreachable);
    }

    private IOException failure(String action, Exception cause) {
        if (cause instanceof JournalException known) {
            throw known;
        }
        if (cause instanceof InterruptedException interrupted) {
            return Failures.interrupted(interrupted);
        }
        return new IOException(
                "Cannot " + action + " the node " + path() + " in ZooKeeper at " + settings.zooKeeper() + ": "
                        + cause.getMessage() + ". Try again when ZooKeeper can be reached",
                cause);
    }

    @Override
    public void close() {
        client.close();
    }
}
