package io.ironjournal.weld;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.ironjournal.weld", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule DEPENDS_ONLY_ON_JTA_AND_WELD_SPI = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "jakarta.annotation",
                    "jakarta.transaction",
                    "org.jspecify..",
                    "org.jboss.weld.transaction.spi",
                    "org.jboss.weld.bootstrap.api",
                    "io.ironjournal.jta",
                    "io.ironjournal.weld");
}
