/** Beans for journals, writers and cursors. */
module io.ironjournal.cdi {
    requires transitive io.ironjournal.jta;
    requires transitive io.ironjournal.config;
    requires transitive jakarta.cdi;
    requires transitive jakarta.inject;
    // Looks up journals that a server has opened.
    requires java.naming;
    requires static org.jspecify;

    exports io.ironjournal.cdi;
    exports io.ironjournal.cdi.spi;

    uses io.ironjournal.cdi.spi.PlatformConfiguration;

    provides jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension with
            io.ironjournal.cdi.JournalExtension;

    // The container accesses package-private beans by reflection.
    opens io.ironjournal.cdi;
}
