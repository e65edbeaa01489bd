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
    private final XAJMSContext sending;
    private final XAResourceRecovery recovery;

    OrdersBroker(Narayana narayana, Path directory) throws Exception {
        this.narayana = narayana;
        server.setConfiguration(configuration(directory)).start();
        this.connections = new ActiveMQXAConnectionFactory("vm://0");
        this.recovering = connections.createXAContext();
        this.sending = connections.createXAContext();
        this.recovery = () -> new XAResource[] {Narayana.named(NAME, recovering.getXAResource())};
        narayana.recoveryRegistry().addXAResourceRecovery(recovery);
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
        narayana.transactionManager().getTransaction().enlistResource(Narayana.named(NAME, sending.getXAResource()));
        sending.createProducer().send(sending.createQueue("orders"), text);
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
        sending.close();
        recovering.close();
        connections.close();
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IOException("The broker does not stop", failure);
        }
    }
}
