/** The configuration keys of a journal. */
module io.ironjournal.config {
    requires transitive io.ironjournal.core;
    requires static transitive org.jspecify;

    exports io.ironjournal.config;

    uses io.ironjournal.spi.log.NamedLog;
}
