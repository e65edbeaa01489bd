package io.ironjournal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.tools.Sample.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs every command of the README, and checks that the README names every command. */
class ReadmeTest {

    private static final String PROMPT = "$ ironjournal ";
    private static final String DIRECTORY = "/var/lib/shop/journal";

    @TempDir
    Path directory;

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of("README.md"));
    }

    @Test
    void everyExample_runs() throws IOException {
        Path journal = directory.resolve("journal");
        Sample.write(journal).close();
        Sample.archive(journal, directory.resolve("archive"));
        int run = 0;
        for (String line : lines()) {
            if (line.startsWith(PROMPT)) {
                String[] words = line.substring(PROMPT.length()).split(" ");
                for (int i = 0; i < words.length; i++) {
                    words[i] = words[i].startsWith("/") ? moved(words[i], journal) : words[i];
                }
                Run result = Sample.run((Object[]) words);
                assertEquals(ExitCodes.FINE, result.code(), line + ": " + result);
                run++;
            }
        }
        assertTrue(run > 10, "only " + run);
    }

    private String moved(String path, Path journal) {
        return path.startsWith(DIRECTORY)
                ? journal + path.substring(DIRECTORY.length())
                : directory + path.substring(path.lastIndexOf('/'));
    }

    @Test
    void everyCommandAndOption_isNamed() throws IOException {
        String text = String.join("\n", lines());
        List<String> missing = new ArrayList<>();
        new CommandLine(new IronJournal()).getSubcommands().forEach((name, command) -> {
            if (!text.contains(name)) {
                missing.add(name);
            }
            command.getCommandSpec().options().stream()
                    .map(option -> option.longestName())
                    .filter(option -> !option.equals("--help") && !option.equals("--version") && !text.contains(option))
                    .forEach(missing::add);
        });
        assertEquals(List.of(), missing);
    }
}
