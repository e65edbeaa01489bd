/** A journal in memory for the tests of applications. */
module io.ironjournal.test {
    requires transitive io.ironjournal.core;
    requires static transitive org.jspecify;
    requires static transitive org.junit.jupiter.api;

    exports io.ironjournal.test;
}
