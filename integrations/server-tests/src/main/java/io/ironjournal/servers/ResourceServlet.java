package io.ironjournal.servers;

import io.ironjournal.Journal;
import io.ironjournal.ra.JournalConnectionFactory;
import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;

/** Uses the journal of a resource adapter without {@code journal-cdi}. */
// The server sets the field.
@SuppressWarnings("NullAway.Init")
@WebServlet("/orders")
public class ResourceServlet extends OrdersServlet {

    private static final long serialVersionUID = 1L;

    @Resource(name = "journal/shop")
    private transient JournalConnectionFactory factory;

    /** Creates the servlet. Servers call this. */
    public ResourceServlet() {}

    @Override
    Journal journal() {
        return factory.journal();
    }

    @Override
    void append(byte[] entry) {
        factory.journal().writer("orders").add(entry);
    }
}
