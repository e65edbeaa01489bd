package io.ironjournal.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.ironjournal.spring", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] ALLOWED = {
        "java..",
        "javax.transaction.xa",
        "jakarta.transaction",
        "org.jspecify..",
        "org.springframework..",
        "io.ironjournal",
        "io.ironjournal.sharded",
        "io.ironjournal.text",
        "io.ironjournal.transaction",
        "io.ironjournal.config",
        "io.ironjournal.consumer",
        "io.ironjournal.jta",
        "io.ironjournal.micrometer",
        "io.micrometer.core.instrument..",
        "io.ironjournal.spring.."
    };

    private static final DescribedPredicate<JavaClass> OF_SPRING_BOOT =
            JavaClass.Predicates.resideInAPackage("org.springframework.boot..");

    @ArchTest
    static final ArchRule springKnowsTheApiOnly_andNoTransactionManager =
            classes().should().onlyDependOnClassesThat().resideInAnyPackage(ALLOWED);

    @ArchTest
    static final ArchRule onlyTheAutoConfigurationKnowsSpringBoot = noClasses()
            .that()
            .resideOutsideOfPackage("io.ironjournal.spring.autoconfigure")
            .should()
            .dependOnClassesThat(OF_SPRING_BOOT);

    /** One artifact serves both lines of Spring Boot, since it names no class that moved between them. */
    @ArchTest
    static final ArchRule onlyHealthKnowsClassesOfOneLine = noClasses()
            .that()
            .haveSimpleNameNotContaining("Health")
            .and()
            .haveNameNotMatching(".*\\.JournalHealthAutoConfiguration\\$.*")
            .should()
            .dependOnClassesThat(OF_SPRING_BOOT.and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(
                    "org.springframework.boot.autoconfigure",
                    "org.springframework.boot.autoconfigure.condition",
                    "org.springframework.boot.context.properties.bind",
                    "org.springframework.boot.diagnostics"))));

    @ArchTest
    static final ArchRule transactionsDoNotKnowTheRest = noClasses()
            .that()
            .resideInAPackage("io.ironjournal.spring.transaction")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.ironjournal.spring.autoconfigure");
}
