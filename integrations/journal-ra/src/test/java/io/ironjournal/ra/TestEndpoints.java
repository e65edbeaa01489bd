package io.ironjournal.ra;

import io.ironjournal.Entry;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ApplicationServerInternalException;
import jakarta.resource.spi.LocalTransactionException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;

/**
 * Endpoints as servers create them for message-driven beans: a transaction begins before each delivery, and ends after it
 * by a rollback only if it is marked rollback-only.
 */
final class TestEndpoints implements MessageEndpointFactory {

    private final TransactionManager transactions;
    private final JournalEntryListener bean;
    private final boolean transacted;

    final List<XAResource> resources = new CopyOnWriteArrayList<>();
    final AtomicInteger released = new AtomicInteger();

    /** How many requests for endpoints fail, because the application is not started yet. */
    final AtomicInteger unavailable = new AtomicInteger();

    /** Whether the resource is enlisted, as it must be. */
    volatile boolean enlisting = true;

    TestEndpoints(TransactionManager transactions, JournalEntryListener bean) {
        this(transactions, bean, true);
    }

    TestEndpoints(TransactionManager transactions, JournalEntryListener bean, boolean transacted) {
        this.transactions = transactions;
        this.bean = bean;
        this.transacted = transacted;
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource) throws UnavailableException {
        if (unavailable.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new UnavailableException("the application starts");
        }
        if (resource != null) {
            resources.add(resource);
        }
        return new Endpoint(resource);
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource, long timeout) throws UnavailableException {
        return createEndpoint(resource);
    }

    @Override
    public boolean isDeliveryTransacted(Method method) throws NoSuchMethodException {
        bean.getClass().getMethod(method.getName(), method.getParameterTypes());
        return transacted;
    }

    @Override
    public String getActivationName() {
        return "bean";
    }

    @Override
    public Class<?> getEndpointClass() {
        return bean.getClass();
    }

    private final class Endpoint implements MessageEndpoint, JournalEntryListener {

        private final XAResource resource;
        private boolean inDelivery;
        private boolean over;

        Endpoint(XAResource resource) {
            this.resource = resource;
        }

        @Override
        public void beforeDelivery(Method method) throws ResourceException {
            if (inDelivery || over) {
                throw new AssertionError("out of order");
            }
            inDelivery = true;
            if (transacted) {
                try {
                    transactions.begin();
                    if (enlisting) {
                        transactions.getTransaction().enlistResource(resource);
                    }
                } catch (Exception e) {
                    throw new ApplicationServerInternalException(e);
                }
            }
        }

        @Override
        public void onEntry(String stream, Entry entry) throws Exception {
            if (!inDelivery) {
                throw new AssertionError("out of order");
            }
            bean.onEntry(stream, entry);
        }

        @Override
        public void afterDelivery() throws ResourceException {
            if (!inDelivery) {
                throw new AssertionError("out of order");
            }
            inDelivery = false;
            if (!transacted) {
                return;
            }
            try {
                if (transactions.getStatus() == Status.STATUS_MARKED_ROLLBACK) {
                    transactions.rollback();
                } else {
                    transactions.commit();
                }
            } catch (Exception e) {
                throw new LocalTransactionException(e);
            }
        }

        @Override
        public void release() {
            if (inDelivery || over) {
                throw new AssertionError("out of order");
            }
            over = true;
            released.incrementAndGet();
        }
    }
}
