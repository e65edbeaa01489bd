package io.ironjournal.servers;

import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.JournalStream;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;

/** Uses a journal that {@code journal-cdi} injects. */
// The container sets the fields.
@SuppressWarnings("NullAway.Init")
@WebServlet("/orders")
public class InjectedServlet extends OrdersServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Journal journal;

    @Inject
    @JournalStream("orders")
    private transient TxnWriter writer;

    /** Creates the servlet. Servers call this. */
    public InjectedServlet() {}

    @Override
    Journal journal() {
        return journal;
    }

    @Override
    void append(byte[] entry) {
        writer.add(entry);
    }
}
