package io.ironjournal.servers;

import java.nio.file.Path;

class WildFlyHealthTest extends HealthStory {

    @Override
    Server server(Path in) throws Exception {
        return WildFly.in(in);
    }
}
