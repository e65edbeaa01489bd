package io.ironjournal.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironjournal.Journal;
import io.ironjournal.NewEntry;
import io.ironjournal.Producer;
import io.ironjournal.ProducerResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Imports a file, line by line. Each run reads the file from its beginning. However often the program is killed, each line is
 * in the journal once.
 */
public final class Import {

    private static final int LINES = 2_000;

    private Import() {}

    /**
     * Imports the file, and prints what it did.
     *
     * @param args none
     * @throws IOException when the file cannot be read
     */
    public static void main(String[] args) throws IOException {
        Path data = Files.createDirectories(Path.of("import-data"));
        Path file = data.resolve("orders.csv");
        if (Files.notExists(file)) {
            Files.write(
                    file, IntStream.range(0, LINES).mapToObj(i -> i + ";book").toList());
        }
        try (Journal journal = Journal.open(data.resolve("journal"))) {
            System.out.println("Imports " + file + " from its first line.");
            int written = importAll(journal.producer("orders.csv"), Files.readAllLines(file));
            System.out.println(written + " lines are new; the stream has " + journal.nextId("orders") + " entries.");
        }
    }

    private static int importAll(Producer producer, List<String> lines) {
        int written = 0;
        for (int number = 0; number < lines.size(); number++) {
            NewEntry order = NewEntry.of(lines.get(number).getBytes(UTF_8)).header("content-type", "text/csv");
            ProducerResult result = producer.append("orders", order, number);
            written += result.isWritten() ? 1 : 0;
            if (result.isWritten() && number % 100 == 0) {
                System.out.println(
                        "Line " + number + " is entry " + result.ids().start());
            }
        }
        return written;
    }
}
