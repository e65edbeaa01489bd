package io.ironjournal.quarkus.deployment;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.ConsumesStream;
import io.ironjournal.cdi.JournalStream;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a line at each start, and copies each line to another stream. A test changes the line while the application runs
 * in dev mode.
 */
@ApplicationScoped
public class Diary {

    @Inject
    Journal journal;

    @Inject
    @JournalStream("copies")
    TxnWriter copies;

    void write(@Observes Startup event) {
        journal.append("diary", "first".getBytes(StandardCharsets.UTF_8));
    }

    @ConsumesStream(stream = "diary", cursor = "copier")
    void copy(Entry line) {
        copies.add(line.data());
    }

    void offer(@Observes Router router) {
        router.get("/diary").blockingHandler(request -> request.end(read("diary")));
        router.get("/copies").blockingHandler(request -> request.end(read("copies")));
    }

    String read(String stream) {
        List<String> lines = new ArrayList<>();
        try (EntryIterator entries = journal.iterate(stream, 0)) {
            while (entries.hasNext()) {
                Entry entry = entries.next();
                lines.add(new String(entry.data(), StandardCharsets.UTF_8));
            }
        }
        return String.join(" ", lines);
    }
}
