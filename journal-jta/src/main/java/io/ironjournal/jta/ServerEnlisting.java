package io.ironjournal.jta;

import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import org.jspecify.annotations.Nullable;

/**
 * Lets the server enlist: it does so whenever it gives out a connection in a transaction.
 *
 * @param connections gets them
 */
record ServerEnlisting(EnlistedConnections connections) implements Enlisting {

    @Override
    public Enlistment enlistment(OpenJournal journal) {
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
                    SystemException failure = new SystemException("The server gives no connection: " + e.getMessage());
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

    /** Servers call each synchronization of the registry. */
    @Override
    public void registerAgain(Synchronization ending) {}

    @Override
    public String hint() {
        return ". The server gave out a connection and did not enlist it in this thread's transaction: get the connection"
                + " factory where the server supports XA transactions for it";
    }
}
