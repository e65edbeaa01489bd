package io.ironjournal.servers;

import java.nio.file.Path;

class LibertyHealthTest extends HealthStory {

    @Override
    Server server(Path in) throws Exception {
        return Liberty.in(in);
    }
}
