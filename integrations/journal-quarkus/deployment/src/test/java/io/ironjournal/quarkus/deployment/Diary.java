package io.ironjournal.quarkus.deployment;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes a line at each start. A test changes the line while the application runs in dev mode. */
@ApplicationScoped
public class Diary {

    @Inject
    Journal journal;

    void write(@Observes Startup event) {
        journal.append("diary", "first".getBytes(StandardCharsets.UTF_8));
    }

    void offer(@Observes Router router) {
        router.get("/diary").blockingHandler(request -> request.end(read()));
    }

    String read() {
        List<String> lines = new ArrayList<>();
        try (EntryIterator entries = journal.iterate("diary", 0)) {
            while (entries.hasNext()) {
                Entry entry = entries.next();
                lines.add(new String(entry.data(), StandardCharsets.UTF_8));
            }
        }
        return String.join(" ", lines);
    }
}
