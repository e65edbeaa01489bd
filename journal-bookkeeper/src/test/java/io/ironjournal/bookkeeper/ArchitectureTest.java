package io.ironjournal.bookkeeper;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.ironjournal.bookkeeper", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyTheApiOfTheCoreIsUsed = classes()
            .that()
            .resideInAPackage("io.ironjournal.bookkeeper")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "org.apache.bookkeeper..",
                    "org.apache.curator..",
                    "org.apache.zookeeper..",
                    "io.ironjournal",
                    "io.ironjournal.spi.log",
                    "io.ironjournal.bookkeeper");
}
