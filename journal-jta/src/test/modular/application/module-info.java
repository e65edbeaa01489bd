/** An application without CDI on the module path, compiled and started by ModulePathTest. */
module application {
    requires io.ironjournal.jta;
    requires java.logging;
    requires java.management;
}
