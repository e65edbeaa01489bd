package io.ironjournal.cdi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Checks what this module imports, so that it works in every container. */
@AnalyzeClasses(packages = "io.ironjournal.cdi", importOptions = DoNotIncludeTests.class)
class ModuleBoundariesTest {

    @ArchTest
    static final ArchRule KNOWS_NO_CONTAINER_AND_NO_TRANSACTION_MANAGER = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.naming..",
                    "jakarta.annotation..",
                    "jakarta.enterprise..",
                    "jakarta.inject..",
                    "jakarta.interceptor..",
                    "jakarta.transaction..",
                    "org.jspecify.annotations..",
                    "io.ironjournal",
                    "io.ironjournal.sharded..",
                    "io.ironjournal.text",
                    "io.ironjournal.spi.transaction",
                    "io.ironjournal.transaction..",
                    "io.ironjournal.config",
                    "io.ironjournal.jta..",
                    "io.ironjournal.consumer",
                    "io.ironjournal.cdi..");
}
