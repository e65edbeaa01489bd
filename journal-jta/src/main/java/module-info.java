/** The journal as an XA resource of JTA transactions, and consumers of streams in such transactions. */
@SuppressWarnings("module") // the module that delivery is exported to is compiled after this one
module io.ironjournal.jta {
    requires transitive io.ironjournal.core;
    // Our signatures contain types of both.
    requires transitive jakarta.transaction;
    requires transitive java.transaction.xa;
    // For the MXBean of branches in doubt.
    requires java.management;
    requires static org.jspecify;

    exports io.ironjournal.consumer;
    exports io.ironjournal.delivery to
            io.ironjournal.ra;
    exports io.ironjournal.jta;

    uses io.ironjournal.jta.JournalTransactionIntegration;
}
