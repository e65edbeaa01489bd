package io.ironjournal.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A guide whose blocks the tests use, so that users can copy them. */
final class Readme {

    /** The guide of the resource adapter. */
    static final Readme ADAPTER = new Readme(Path.of("..", "journal-ra", "README.md"));

    /** The guide of transactions. */
    static final Readme TRANSACTIONS = new Readme(Path.of("..", "..", "docs", "transactions.md"));

    /** The guide of operations. */
    static final Readme OPERATIONS = new Readme(Path.of("..", "..", "docs", "operations.md"));

    private static final Pattern BLOCK = Pattern.compile("```\\w+\n(.*?)```", Pattern.DOTALL);

    private final Path file;

    private Readme(Path file) {
        this.file = file;
    }

    /** Returns the only block that contains a text. */
    String block(String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(content());
        while (matcher.find()) {
            if (matcher.group(1).contains(text)) {
                found.add(matcher.group(1));
            }
        }
        if (found.size() != 1) {
            throw new AssertionError(file + " has " + found.size() + " blocks with " + text);
        }
        return found.get(0);
    }

    private String content() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
