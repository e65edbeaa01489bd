package io.ironjournal.servers;

import java.nio.file.Path;

class LibertyAdapterTest extends AdapterStory {

    @Override
    Server server(Path in) throws Exception {
        return Liberty.in(in);
    }
}
