package io.ironjournal.servers;

import java.nio.file.Path;

class WildFlyAdapterTest extends AdapterStory {

    @Override
    Server server(Path in) throws Exception {
        return WildFly.in(in);
    }

    @Override
    String jndiName() {
        return "java:/journal/shop";
    }

    @Override
    String enlistedFirstSoThatJournalVotesFirst() {
        return "journal";
    }
}
