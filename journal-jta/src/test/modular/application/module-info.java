/** An application on the module path without CDI. ModulePathTest compiles and starts it. */
module application {
    requires io.ironjournal.jta;
    requires java.logging;
    requires java.management;
}
