package io.ironjournal.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The packages that modules export to all others are the public API. */
class ExportedPackagesTest {

    private static final Pattern EXPORT = Pattern.compile("(?m)^    exports ([\\w.]+);");
    private static final Pattern DOCLINT = Pattern.compile("<doclint.packages>(.*)</doclint.packages>");

    @Test
    void exportedPackage_isListedInVersions_andItsJavadocMustBeComplete() throws IOException {
        String versions = Files.readString(PublishedModule.ROOT.resolve(Path.of("docs", "versions.md")));
        List<String> missing = new ArrayList<>();
        int checked = 0;
        for (PublishedModule module : PublishedModule.all()) {
            Path descriptor = module.directory().resolve("src/main/java/module-info.java");
            if (Files.exists(descriptor)) {
                List<String> complete = complete(module.directory().resolve("pom.xml"));
                for (String exported : exports(descriptor)) {
                    checked++;
                    if (!complete.contains(exported)) {
                        missing.add(exported + " in doclint.packages of " + module.name());
                    }
                    if (!versions.contains("`" + exported + "`")) {
                        missing.add(exported + " in docs/versions.md");
                    }
                }
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(checked > 5, "Only " + checked + " exported packages were found");
    }

    private static List<String> exports(Path descriptor) throws IOException {
        return EXPORT.matcher(Files.readString(descriptor))
                .results()
                .map((MatchResult export) -> export.group(1))
                .toList();
    }

    private static List<String> complete(Path pom) throws IOException {
        Matcher packages = DOCLINT.matcher(Files.readString(pom));
        return packages.find() ? List.of(packages.group(1).split(",")) : List.of();
    }
}
