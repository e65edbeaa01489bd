package io.ironjournal.narayana;

import io.ironjournal.text.Printable;
import java.util.Objects;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jboss.tm.XAResourceWrapper;

/**
 * A resource of another product with a stable name, so that Narayana recognizes it after a crash. See {@link
 * Narayana#named}.
 */
final class NamedResource implements XAResourceWrapper {

    private final String name;
    private final XAResource resource;

    NamedResource(String name, XAResource resource) {
        this.name = Objects.requireNonNull(name, "name");
        this.resource = Objects.requireNonNull(resource, "resource");
    }

    @Override
    public XAResource getResource() {
        return resource;
    }

    @Override
    public String getProductName() {
        return resource.getClass().getName();
    }

    @Override
    public String getProductVersion() {
        // Constant over releases, because nothing in the log depends on it.
        return "1";
    }

    @Override
    public String getJndiName() {
        return name;
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        resource.start(xid, flags);
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        resource.end(xid, flags);
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        return resource.prepare(xid);
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        resource.commit(xid, onePhase);
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        resource.rollback(xid);
    }

    @Override
    public void forget(Xid xid) throws XAException {
        resource.forget(xid);
    }

    @Override
    public Xid[] recover(int flags) throws XAException {
        return resource.recover(flags);
    }

    /** Compares the wrapped resources, because they do not know this wrapper. */
    @Override
    public boolean isSameRM(XAResource other) throws XAException {
        return resource.isSameRM(other instanceof NamedResource named ? named.resource : other);
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return resource.getTransactionTimeout();
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return resource.setTransactionTimeout(seconds);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamedResource named && named.name.equals(name) && named.resource.equals(resource);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, resource);
    }

    @Override
    public String toString() {
        return Printable.text(name) + " (" + resource + ")";
    }
}
