package io.ironjournal.servers;

import java.nio.file.Path;

class LibertyConsumerTest extends ConsumerStory {

    @Override
    Server server(Path in) throws Exception {
        return Liberty.in(in);
    }
}
