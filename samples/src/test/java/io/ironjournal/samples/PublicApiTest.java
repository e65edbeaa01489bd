package io.ironjournal.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The public API of each module is that of its file in {@code src/api}. So a change of the API is always intended, and a
 * reviewer sees it. With {@code -Dironjournal.api=record}, this test writes the files.
 */
class PublicApiTest {

    private static final boolean RECORDING = "record".equals(System.getProperty("ironjournal.api"));
    private static final String HOW_TO_RECORD = "If these changes are intended, record them: mvn -B -ntp test"
            + " -Dtest=PublicApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dironjournal.api=record";

    @Test
    void publicApi_isTheRecordedOne() throws IOException {
        List<PublicApi> all = PublicApi.built();
        assertTrue(all.size() > 5, "only " + all.size() + " modules with an API were found");
        List<String> differences = new ArrayList<>();
        for (PublicApi api : all) {
            List<String> now = api.lines();
            if (RECORDING) {
                Files.createDirectories(api.file().getParent());
                Files.write(api.file(), now);
            }
            List<String> recorded = Files.exists(api.file()) ? Files.readAllLines(api.file()) : List.of();
            recorded.stream().filter(line -> !now.contains(line)).forEach(line -> differences.add("removed " + line));
            now.stream().filter(line -> !recorded.contains(line)).forEach(line -> differences.add("added   " + line));
        }
        assertTrue(
                differences.isEmpty(),
                () -> "The public API differs from src/api:\n" + String.join("\n", differences) + "\n" + HOW_TO_RECORD);
    }

    @Test
    void lines_nameTypesAndMembers() throws IOException {
        List<String> core = PublicApi.built().stream()
                .filter(api -> api.module().name().equals("journal-core"))
                .findFirst()
                .orElseThrow()
                .lines();
        String type = "io.ironjournal.IdRange: ";
        assertEquals(
                List.of(type + "public final class io.ironjournal.IdRange extends java.lang.Record"),
                core.stream()
                        .filter(line -> line.startsWith(type + "public final class"))
                        .toList());
        assertTrue(core.contains(type + "public long start();"), () -> String.join("\n", core));
        assertTrue(core.stream().noneMatch(line -> line.startsWith("io.ironjournal.ErrorLines")));
        assertTrue(core.stream().noneMatch(line -> line.contains("io.ironjournal.internal")));
    }
}
