package io.ironjournal.servers;

import java.nio.file.Path;

class LibertyLibraryTest extends LibraryStory {

    @Override
    Server server(Path in) throws Exception {
        return Liberty.in(in);
    }
}
