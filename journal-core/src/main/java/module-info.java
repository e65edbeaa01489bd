/** The journal's engine: streams, commit log, branches of transactions, recovery. */
@SuppressWarnings("module") // the modules that text is exported to are compiled after this one
module io.ironjournal.core {
    // Annotations only, but callers' checkers should find them on our API.
    requires static transitive org.jspecify;
    // A run-time image without it has no events.
    requires static jdk.jfr;
    // A run-time image without it shows no journals by JMX.
    requires static java.management;
    requires org.lz4.java;
    requires com.github.benmanes.caffeine;

    exports io.ironjournal;
    exports io.ironjournal.files;
    exports io.ironjournal.jmx;
    exports io.ironjournal.sharded;
    exports io.ironjournal.spi.log;
    exports io.ironjournal.spi.transaction;
    exports io.ironjournal.transaction;
    exports io.ironjournal.internal to
            io.ironjournal.test;
    exports io.ironjournal.io to
            io.ironjournal.test;
    exports io.ironjournal.text to
            io.ironjournal.config,
            io.ironjournal.tools,
            io.ironjournal.jta,
            io.ironjournal.narayana,
            io.ironjournal.cdi,
            io.ironjournal.ra,
            io.ironjournal.spring;
}
