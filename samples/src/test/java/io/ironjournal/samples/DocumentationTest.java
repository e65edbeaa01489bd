package io.ironjournal.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that Java code in the documents compiles and that links lead to existing targets.
 *
 * <p>A block of Java that declares a type at the beginning of a line is compiled as it is, together with the other such
 * blocks of the document. Any other block is a fragment: it is compiled in a method that declares the names of {@link
 * #FRAGMENT}.
 */
class DocumentationTest {

    private static final Path ROOT = Path.of(System.getProperty("ironjournal.root", ".."));

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern TYPE =
            Pattern.compile("(?m)^(?:public |final |abstract )*(?:class|interface|record|enum) (\\w+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)");
    /** A link from a document that users copy out of the repository. */
    private static final Pattern COPIED_LINK =
            Pattern.compile("\\]\\(https://github\\.com/ironjournal/ironjournal/blob/main/([^)#]*)(?:#([^)]*))?\\)");

    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern WORD = Pattern.compile("(?m)^\\| ([^|]+) \\| [^|]+ \\|$");

    /** The imports and names that fragments in all documents may use. */
    private static final String FRAGMENT = """
            import static java.nio.charset.StandardCharsets.UTF_8;
            import io.agroal.narayana.NarayanaTransactionIntegration;
            import io.ironjournal.*;
            import io.ironjournal.consumer.*;
            import io.ironjournal.files.*;
            import io.ironjournal.jmx.*;
            import io.ironjournal.jta.*;
            import io.ironjournal.narayana.*;
            import io.ironjournal.sharded.*;
            import io.ironjournal.spi.transaction.*;
            import io.ironjournal.test.*;
            import io.ironjournal.transaction.*;
            import jakarta.transaction.TransactionManager;
            import java.lang.management.ManagementFactory;
            import java.nio.file.Path;
            import java.sql.PreparedStatement;
            import java.time.Duration;
            import java.time.Instant;
            import java.util.*;
            import javax.management.JMX;
            import javax.management.ObjectName;
            class %s {
                void example(TransactionalJournal journal, TransactionalShardedJournal ledger, TransactionManager tm,
                        byte[] order, PreparedStatement insertRow) throws Exception {
            %s
                }
            }
            """;

    @TempDir
    Path classes;

    @Test
    void javaInDocuments_compiles() throws IOException {
        int compiled = 0;
        for (Path document : documents()) {
            List<JavaFileObject> sources = new ArrayList<>();
            for (String block : blocks(document, "java")) {
                Matcher type = TYPE.matcher(block);
                String name = type.find() ? type.group(1) : "Fragment" + sources.size();
                sources.add(source(name, name.startsWith("Fragment") ? FRAGMENT.formatted(name, block) : block));
            }
            if (!sources.isEmpty()) {
                assertEquals(List.of(), compile(sources), document.toString());
            }
            compiled += sources.size();
        }
        assertTrue(compiled > 3, "Only " + compiled + " blocks of Java were found");
    }

    @Test
    void firstTwoCommandsOfReadme_runSampleAndTests() throws IOException {
        assertEquals(
                List.of("mvn -pl samples -am process-classes -Dsample=Orders\n", "mvn -B -ntp verify\n"),
                blocks(ROOT.resolve("README.md"), "sh").subList(0, 2));
    }

    @Test
    void linksInDocuments_leadToExistingTargets() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path document : withIntegrations()) {
            String text = Files.readString(document);
            for (MatchResult link : LINK.matcher(text).results().toList()) {
                Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
                if (!leadsTo(target, link)) {
                    dead.add(ROOT.relativize(document) + " -> " + link.group());
                }
            }
            for (MatchResult link : COPIED_LINK.matcher(text).results().toList()) {
                if (!leadsTo(ROOT.resolve(link.group(1)), link)) {
                    dead.add(ROOT.relativize(document) + " -> " + link.group());
                }
            }
        }
        assertEquals(List.of(), dead);
    }

    @Test
    void starter_copiedOutOfTheRepository_hasNoLinkIntoIt() throws IOException {
        String starter = Files.readString(ROOT.resolve("samples/starter/README.md"));
        assertTrue(COPIED_LINK.matcher(starter).find(), "The starter has no link to the documents");
        assertEquals(
                List.of(),
                LINK.matcher(starter).results().map(MatchResult::group).toList());
    }

    private static boolean leadsTo(Path target, MatchResult link) throws IOException {
        return Files.exists(target) && (link.group(2) == null || anchors(target).contains(link.group(2)));
    }

    /** Returns the anchors that GitHub generates for the headings of a document. */
    private static List<String> anchors(Path document) throws IOException {
        String text = BLOCK.matcher(Files.readString(document)).replaceAll("");
        return HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
                .toList();
    }

    @Test
    void everyDocument_isReachableFromReadme() throws IOException {
        List<Path> listed = new ArrayList<>(List.of(ROOT.resolve("README.md").normalize()));
        for (int i = 0; i < listed.size(); i++) {
            Matcher link = LINK.matcher(Files.readString(listed.get(i)));
            while (link.find()) {
                Path target = listed.get(i).resolveSibling(link.group(1)).normalize();
                if (link.group(1).endsWith(".md") && !listed.contains(target)) {
                    listed.add(target);
                }
            }
        }
        List<Path> unlisted = withIntegrations().stream()
                .map(Path::normalize)
                .filter(document -> !listed.contains(document))
                .toList();
        assertEquals(List.of(), unlisted);
    }

    @Test
    void glossary_hasEachWordOnce() throws IOException {
        Map<String, Integer> words = new TreeMap<>();
        Matcher row = WORD.matcher(Files.readString(ROOT.resolve(Path.of("docs", "glossary.md"))));
        while (row.find()) {
            for (String word : row.group(1).replaceAll(" \\(.*\\)", "").split(", ", -1)) {
                words.merge(word, 1, Integer::sum);
            }
        }
        assertTrue(words.size() > 60, words.size() + " words");
        words.keySet().removeAll(List.of("word", "---"));
        words.values().removeIf(times -> times == 1);
        assertEquals(Map.of(), words);
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(path -> path.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        for (String other : List.of(
                "README.md", "CONTRIBUTING.md", "SECURITY.md", "samples/README.md", "samples/starter/README.md")) {
            documents.add(ROOT.resolve(other));
        }
        return documents;
    }

    /** The modules of the integrations have the libraries that the Java code of their documents needs, and compile it. */
    private static List<Path> withIntegrations() throws IOException {
        List<Path> documents = documents();
        try (Stream<Path> integrations = Files.walk(ROOT.resolve("integrations"), 2)) {
            integrations.filter(path -> path.endsWith("README.md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    private static List<String> blocks(Path document, String language) throws IOException {
        return BLOCK.matcher(Files.readString(document))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    private static JavaFileObject source(String type, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + type + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private List<String> compile(List<JavaFileObject> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of(
                "--release",
                "17",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"));
        compiler.getTask(null, null, found, options, null, sources).call();
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(Object::toString)
                .toList();
    }
}
