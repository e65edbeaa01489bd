package io.ironjournal.jta;

import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import org.jspecify.annotations.Nullable;

/**
 * Enlists through the server, which enlists each connection that it provides in a transaction.
 *
 * @param connections provides the connections
 */
record ServerEnlisting(EnlistedConnections connections) implements Enlisting {

    @Override
    public Enlistment enlistment(XaJournal journal) {
        return new Enlistment() {

            private volatile @Nullable ConnectionLease lease;

            @Override
            public boolean enlist() throws SystemException {
                try {
                    lease = connections.acquire();
                    return true;
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    SystemException failure =
                            new SystemException("The server provides no connection: " + e.getMessage());
                    failure.initCause(e);
                    throw failure;
                }
            }

            @Override
            public @Nullable Association association() {
                ConnectionLease current = lease;
                return current == null ? null : current.connection().association();
            }

            @Override
            public void release() {
                ConnectionLease current = lease;
                if (current != null) {
                    current.close();
                }
            }
        };
    }

    /** Does nothing, because servers call each synchronization of the registry. */
    @Override
    public void registerAgain(Synchronization ending) {}

    @Override
    public String hint() {
        return ". The server provided a connection but did not enlist it in this thread's transaction. Look up the connection"
                + " factory by a name for which the server supports XA transactions";
    }
}
