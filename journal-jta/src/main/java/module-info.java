/** The journal as an XA resource of JTA transactions. */
module io.ironjournal.jta {
    requires transitive io.ironjournal.core;
    // Callers see both in our signatures.
    requires transitive jakarta.transaction;
    requires transitive java.transaction.xa;
    // In-doubt branches are shown to operators by JMX.
    requires java.management;
    requires static org.jspecify;

    exports io.ironjournal.jta;

    uses io.ironjournal.jta.JournalTransactionIntegration;
}
