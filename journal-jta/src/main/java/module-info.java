/** The journal as an XA resource of JTA transactions. */
module io.ironjournal.jta {
    requires transitive io.ironjournal.core;
    // Our signatures contain types of both.
    requires transitive jakarta.transaction;
    requires transitive java.transaction.xa;
    // For the MXBean of branches in doubt.
    requires java.management;
    requires static org.jspecify;

    exports io.ironjournal.jta;

    uses io.ironjournal.jta.JournalTransactionIntegration;
}
