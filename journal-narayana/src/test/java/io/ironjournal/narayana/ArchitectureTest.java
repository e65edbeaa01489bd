package io.ironjournal.narayana;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.ironjournal",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoFixtures.class})
class ArchitectureTest {

    /** Excludes the test fixtures of other modules, which are jars in a package build. */
    static final class NoFixtures implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule jtaImportsNoTransactionManagerAndNoInternalPackage = classes()
            .that()
            .resideInAPackage("io.ironjournal.jta")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.management..",
                    "javax.transaction.xa",
                    "jakarta.transaction",
                    "org.jspecify..",
                    "io.ironjournal",
                    "io.ironjournal.sharded",
                    "io.ironjournal.text",
                    "io.ironjournal.transaction",
                    "io.ironjournal.spi.transaction",
                    "io.ironjournal.jta");

    @ArchTest
    static final ArchRule consumersImportNoTransactionManagerAndNoInternalPackage = classes()
            .that()
            .resideInAPackage("io.ironjournal.consumer")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "jakarta.transaction",
                    "org.jspecify..",
                    "io.ironjournal",
                    "io.ironjournal.sharded",
                    "io.ironjournal.text",
                    "io.ironjournal.spi.transaction",
                    "io.ironjournal.jta",
                    "io.ironjournal.delivery",
                    "io.ironjournal.consumer");

    @ArchTest
    static final ArchRule deliveryKnowsNothingOfJta = classes()
            .that()
            .resideInAPackage("io.ironjournal.delivery")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "io.ironjournal",
                    "io.ironjournal.transaction",
                    "io.ironjournal.spi.transaction",
                    "io.ironjournal.delivery");

    @ArchTest
    static final ArchRule narayanaIsUsedByItsModuleOnly = classes()
            .that()
            .resideInAnyPackage("io.ironjournal.narayana")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.naming",
                    "javax.transaction.xa",
                    "jakarta.transaction",
                    "org.jspecify..",
                    "org.jboss.tm",
                    "com.arjuna..",
                    "io.ironjournal",
                    "io.ironjournal.files",
                    "io.ironjournal.sharded",
                    "io.ironjournal.spi.transaction",
                    "io.ironjournal.transaction",
                    "io.ironjournal.text",
                    "io.ironjournal.jta",
                    "io.ironjournal.narayana");
}
