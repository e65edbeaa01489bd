package io.ironjournal.narayana;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.XAJMSContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.transaction.xa.XAResource;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQXAConnectionFactory;
import org.jboss.tm.XAResourceRecovery;

/**
 * A real message broker in this process. Its resource cannot be serialized and has no pool; therefore it gets a name.
 */
final class OrdersBroker implements AutoCloseable {

    private static final String NAME = "jms/orders";

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final ActiveMQXAConnectionFactory connections;
    private final Narayana narayana;
    private final XAJMSContext recovering;
    private final List<XAJMSContext> opened = new CopyOnWriteArrayList<>();
    private final ThreadLocal<XAJMSContext> sending = ThreadLocal.withInitial(this::open);
    private final XAResourceRecovery recovery;

    OrdersBroker(Narayana narayana, Path directory) throws Exception {
        this.narayana = narayana;
        server.setConfiguration(configuration(directory)).start();
        this.connections = new ActiveMQXAConnectionFactory("vm://0");
        this.recovering = open();
        this.recovery = () -> new XAResource[] {Narayana.named(NAME, recovering.getXAResource())};
        narayana.recoveryRegistry().addXAResourceRecovery(recovery);
    }

    private XAJMSContext open() {
        XAJMSContext context = connections.createXAContext();
        opened.add(context);
        return context;
    }

    private static Configuration configuration(Path directory) throws Exception {
        return new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalFileSize(1 << 20)
                .setJournalMinFiles(2)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .addQueueConfiguration(QueueConfiguration.of("orders")
                        .setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true)
                        // A queue that only a prepared transaction uses must exist after a restart.
                        .setAutoDelete(false))
                .addAcceptorConfiguration("in-vm", "vm://0");
    }

    /** Sends a message in the thread's transaction. */
    void send(String text) throws Exception {
        XAJMSContext context = sending.get();
        narayana.transactionManager().getTransaction().enlistResource(Narayana.named(NAME, context.getXAResource()));
        context.createProducer().send(context.createQueue("orders"), text);
    }

    /** The number of branches in doubt. */
    int inDoubt() {
        return server.getActiveMQServer()
                .getResourceManager()
                .getPreparedTransactions()
                .size();
    }

    /** The messages in the queue, which stay there. */
    List<String> messages() throws JMSException {
        List<String> texts = new ArrayList<>();
        try (JMSContext context = connections.createContext();
                QueueBrowser browser = context.createBrowser(context.createQueue("orders"))) {
            Enumeration<?> messages = browser.getEnumeration();
            while (messages.hasMoreElements()) {
                texts.add(((Message) messages.nextElement()).getBody(String.class));
            }
        }
        return texts;
    }

    @Override
    public void close() throws IOException {
        narayana.recoveryRegistry().removeXAResourceRecovery(recovery);
        opened.forEach(XAJMSContext::close);
        connections.close();
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IOException("The broker does not stop", failure);
        }
    }
}
