package io.ironjournal.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the directions of imports between packages, and the names of classes. */
class PackagesTest {

    private static final String ROOT = "io.ironjournal";

    /** The packages in order. Each imports only packages before it, and the types of the API. */
    private static final List<String> ORDER = List.of(
            "text",
            "figures",
            "format",
            "io",
            "segment",
            "log",
            "memtable",
            "write",
            "read",
            "flush",
            "cursor",
            "checkpoint",
            "manager",
            "branch",
            "recovery",
            "inspect",
            "backup",
            "management",
            "internal");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static String packageOf(String name) {
        return ROOT + "." + name;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "figures",
                "format",
                "io",
                "segment",
                "log",
                "memtable",
                "write",
                "read",
                "flush",
                "cursor",
                "checkpoint",
                "manager",
                "branch",
                "recovery",
                "inspect",
                "backup",
                "management",
                "internal"
            })
    void package_importsOnlyPackagesBeforeIt(String name) {
        List<String> later = new ArrayList<>(ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size()));
        switch (name) {
            case "io" -> later.add("format");
            case "log" -> later.add("segment");
            default -> {
                // All packages before it.
            }
        }
        String[] forbidden = later.stream().map(PackagesTest::packageOf).toArray(String[]::new);
        if (forbidden.length > 0) {
            noClasses()
                    .that()
                    .resideInAPackage(packageOf(name))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .check(CLASSES);
        }
    }

    @Test
    void everyPackage_hasAPlaceInTheOrder() {
        Set<String> found = new TreeSet<>();
        CLASSES.forEach(type -> found.add(type.getPackageName()));
        Set<String> known = new TreeSet<>(Set.of(
                ROOT,
                packageOf("files"),
                packageOf("jmx"),
                packageOf("transaction"),
                packageOf("sharded"),
                packageOf("spi.transaction"),
                packageOf("spi.log")));
        ORDER.forEach(name -> known.add(packageOf(name)));
        assertEquals(known, found);
    }

    @Test
    void api_importsNothingOfTheEngine_exceptItsOpener() {
        // All packages except text, which does not depend on the engine.
        String[] engine = ORDER.stream().skip(1).map(PackagesTest::packageOf).toArray(String[]::new);
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT,
                        packageOf("files"),
                        packageOf("jmx"),
                        packageOf("transaction"),
                        packageOf("sharded"),
                        packageOf("spi.transaction"),
                        packageOf("spi.log"))
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".Journal")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".JournalBackup")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".sharded.ShardedJournal")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".files.JournalFiles")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".files.JournalArchive")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(engine)
                .check(CLASSES);
        Set<String> used = new TreeSet<>();
        for (String entry :
                List.of(".Journal", ".sharded.ShardedJournal", ".files.JournalFiles", ".files.JournalArchive")) {
            CLASSES.get(ROOT + entry).getDirectDependenciesFromSelf().forEach(dependency -> {
                String target = dependency.getTargetClass().getPackageName();
                if (Set.of(engine).contains(target)) {
                    used.add(dependency.getTargetClass().getSimpleName());
                }
            });
        }
        assertEquals(Set.of("FilesOpener", "JournalOpener"), used);
    }

    @Test
    void engine_usesNoTypeOfJakartaOrXa() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "javax.transaction..")
                .check(CLASSES);
    }

    @Test
    void classNames_saySomethingSpecific() {
        Set<String> empty = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (type.getSimpleName().matches(".*(Impl|Manager|Utils?|Helper)")) {
                empty.add(type.getName());
            }
        }
        assertEquals(Set.of(), empty);
    }
}
