/** The command {@code ironjournal}. */
module io.ironjournal.tools {
    requires io.ironjournal.core;
    requires info.picocli;
    requires java.logging;
    requires static org.jspecify;

    // It sets the fields of commands.
    opens io.ironjournal.tools to
            info.picocli;
}
