package io.ironjournal.ra;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.ironjournal.ra", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsTheStandardAndNoServer = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.naming",
                    "javax.security.auth",
                    "javax.transaction.xa",
                    "jakarta.resource..",
                    "jakarta.transaction",
                    "org.jspecify..",
                    "io.ironjournal",
                    "io.ironjournal.sharded",
                    "io.ironjournal.spi.transaction",
                    "io.ironjournal.text",
                    "io.ironjournal.transaction",
                    "io.ironjournal.config",
                    "io.ironjournal.consumer",
                    "io.ironjournal.delivery",
                    "io.ironjournal.jta",
                    "io.ironjournal.ra");
}
