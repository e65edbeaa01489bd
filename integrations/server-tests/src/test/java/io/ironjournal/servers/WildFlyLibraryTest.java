package io.ironjournal.servers;

import java.nio.file.Path;

class WildFlyLibraryTest extends LibraryStory {

    @Override
    Server server(Path in) throws Exception {
        return WildFly.in(in);
    }
}
