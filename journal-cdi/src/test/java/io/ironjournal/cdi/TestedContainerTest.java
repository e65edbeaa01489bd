package io.ironjournal.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.inject.spi.BeanContainer;
import java.io.File;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;

/** Checks which release of CDI is used: all tests of this module run on two releases. */
class TestedContainerTest {

    private static final String WELD = System.getProperty("ironjournal.test.weld", "6.0");
    private static final String CDI = WELD.equals("5.1") ? "4.0" : "4.1";

    @Test
    void weldAndCdi_haveTheReleaseOfThisRun() {
        assertTrue(jar(Weld.class).contains("weld-se-core-" + WELD), jar(Weld.class));
        assertTrue(jar(BeanContainer.class).contains("cdi-api-" + CDI), jar(BeanContainer.class));
    }

    @Test
    void otherReleases_areAbsent() {
        assertEquals(1, jars("weld-core-impl-"));
        assertEquals(1, jars("jakarta.enterprise.cdi-api-"));
        assertEquals(1, jars("jakarta.interceptor-api-"));
        assertEquals(1, jars("jakarta.inject-api-"));
    }

    private static long jars(String name) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> new File(entry).getName().startsWith(name))
                .count();
    }

    private static String jar(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }
}
