/** The journal as an XA resource of JTA transactions. */
module io.ironjournal.jta {
    // Exports io.ironjournal.jta with its first class: an empty package cannot be exported.

    requires transitive io.ironjournal.core;
    // Callers see both in our signatures.
    requires transitive jakarta.transaction;
    requires transitive java.transaction.xa;
    // In-doubt branches are shown to operators by JMX.
    requires java.management;
    requires static org.jspecify;
}
