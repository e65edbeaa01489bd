/** Journals and writers as injectable beans. */
module io.ironjournal.cdi {
    requires transitive io.ironjournal.jta;
    requires transitive io.ironjournal.config;
    requires transitive jakarta.cdi;
    requires transitive jakarta.inject;
    // Journals that a server has opened are found by their names.
    requires java.naming;
    requires static org.jspecify;

    exports io.ironjournal.cdi;
    exports io.ironjournal.cdi.spi;

    uses io.ironjournal.cdi.spi.PlatformConfiguration;

    provides jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension with
            io.ironjournal.cdi.JournalExtension;

    // Beans are package-private: their container reflects on them.
    opens io.ironjournal.cdi;
}
