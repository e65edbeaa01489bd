package io.ironjournal.servers;

import java.nio.file.Path;

class WildFlyAdapterTest extends AdapterStory {

    @Override
    Server server(Path in) throws Exception {
        return WildFly.in(in);
    }
}
