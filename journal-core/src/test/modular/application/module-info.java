/** An application of the engine alone on the module path, compiled and started by ModulePathTest. */
module application {
    requires io.ironjournal.core;
}
