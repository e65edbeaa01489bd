/** An application on the module path, compiled and started by ModulePathTest. */
module application {
    requires io.ironjournal.cdi;

    opens io.ironjournal.application;
}
