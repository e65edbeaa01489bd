package io.ironjournal.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.JournalStream;
import io.ironjournal.narayana.Narayana;
import io.ironjournal.narayana.NarayanaSetup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.file.Path;

/** The minimal application: an injected writer and a transactional method. */
@ApplicationScoped
public class Hello {

    @Inject
    @JournalStream("greetings")
    TxnWriter greetings;

    @Inject
    Journal journal;

    @Transactional
    void greet(String name) {
        greetings.add(("Hello, " + name + "!").getBytes(UTF_8));
    }

    void printAll() {
        try (EntryIterator all = journal.iterate("greetings", 0)) {
            all.forEachRemaining(entry -> System.out.println(entry.id() + ": " + new String(entry.data(), UTF_8)));
        }
    }

    /**
     * Writes a greeting and prints all greetings.
     *
     * @param names whom to greet; "world" if there is none
     * @throws Exception when Narayana does not start
     */
    public static void main(String[] names) throws Exception {
        System.setProperty("journal.dir", "hello-data/journal");
        Narayana narayana = NarayanaSetup.in(Path.of("hello-data/transactions"))
                .nodeIdentifier("hello")
                .start();
        try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
            Hello hello = container.select(Hello.class).get();
            hello.greet(names.length == 0 ? "world" : String.join(" and ", names));
            hello.printAll();
        } finally {
            narayana.close();
        }
    }
}
