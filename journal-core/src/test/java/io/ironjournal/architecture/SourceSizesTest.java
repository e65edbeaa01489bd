package io.ironjournal.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Limits the size of classes and methods in the main sources of all modules. */
class SourceSizesTest {

    private static final Path ROOT = Path.of("..");
    /** The maximum number of lines of a source file, including imports and comments. */
    private static final int MAX_CLASS_LINES = 300;

    private static final int MAX_METHOD_LINES = 40;

    /** The classes that may be longer. Each gives its reason in the first comment. */
    private static final Set<String> LONG_CLASSES = Set.of(
            "ForwardingJournal",
            "JournalConfig",
            "JournalOptions",
            "JournalOptionsBuilder",
            "JournalProperties",
            "LedgerWriter");

    /** The methods that may be longer. Each gives its reason in its comment. */
    private static final Set<String> LONG_METHODS = Set.of();

    private static final Map<String, Long> CLASS_LINES = new TreeMap<>();
    private static final Map<String, Long> METHOD_LINES = new TreeMap<>();

    @BeforeAll
    static void measure() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(mainSources()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                measure(unit, positions);
            }
        }
        assertTrue(CLASS_LINES.size() > 100, "only " + CLASS_LINES.size() + " sources were found");
    }

    /** Finds the modules by their sources, so a new module needs no change here. */
    private static List<Path> mainSources() throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean skipped = name.equals("target") || directory.endsWith("src/test") || name.matches("\\.[a-z].*");
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }

    private static void measure(CompilationUnitTree unit, SourcePositions positions) throws IOException {
        String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
        String type = file.substring(0, file.length() - ".java".length());
        CLASS_LINES.put(
                type,
                unit.getSourceFile().getCharContent(true).toString().lines().count());
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree method, Void unused) {
                long first = line(positions.getStartPosition(unit, method));
                long last = line(positions.getEndPosition(unit, method));
                METHOD_LINES.merge(type + "." + method.getName(), last - first + 1, Math::max);
                return super.visitMethod(method, null);
            }

            private long line(long position) {
                return unit.getLineMap().getLineNumber(position);
            }
        }.scan(unit, null);
    }

    @Test
    void classes_haveAtMost300Lines() {
        assertEquals(LONG_CLASSES, longerThan(MAX_CLASS_LINES, CLASS_LINES));
    }

    @Test
    void methods_haveAtMost40Lines() {
        assertEquals(LONG_METHODS, longerThan(MAX_METHOD_LINES, METHOD_LINES));
    }

    private static Set<String> longerThan(int limit, Map<String, Long> lines) {
        Set<String> found = new TreeSet<>();
        lines.forEach((name, count) -> {
            if (count > limit) {
                found.add(name);
            }
        });
        return found;
    }
}
