/** Journals, writers and cursors as injectable beans. */
module io.ironjournal.cdi {
    // Exports io.ironjournal.cdi with its first class: an empty package cannot be exported.

    requires transitive io.ironjournal.jta;
    requires transitive jakarta.cdi;
    requires transitive jakarta.inject;
    requires static org.jspecify;
}
