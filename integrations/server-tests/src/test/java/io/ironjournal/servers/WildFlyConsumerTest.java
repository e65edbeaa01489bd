package io.ironjournal.servers;

import java.nio.file.Path;

class WildFlyConsumerTest extends ConsumerStory {

    @Override
    Server server(Path in) throws Exception {
        return WildFly.in(in);
    }
}
