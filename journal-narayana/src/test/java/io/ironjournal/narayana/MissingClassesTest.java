package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.jta.InMemoryJournal;
import io.ironjournal.jta.JournalRecovery;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.transaction.xa.XAResource;
import org.jboss.tm.XAResourceRecovery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests class loaders without classes of JBoss or Narayana, as servers have them for applications. */
class MissingClassesTest {

    @TempDir
    Path directory;

    /** The class path of this test but for some jars. */
    private static URL[] classPathWithout(String jar) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(jar))
                .map(MissingClassesTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private String refusalWithout(String jar) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader original = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(classPathWithout(jar), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            return String.valueOf(Class.forName(MissingClassesApplication.class.getName(), true, loader)
                    .asSubclass(Callable.class)
                    .getConstructor(Path.class)
                    .newInstance(directory.resolve("journal"))
                    .call());
        } finally {
            thread.setContextClassLoader(original);
        }
    }

    @Test
    void register_jbossClassesMissing_saysWhatToAdd() throws Exception {
        String refusal = refusalWithout("jboss-transaction-spi");
        assertTrue(refusal.contains("org.jboss.tm.LastResource is missing"), refusal);
        assertTrue(refusal.contains("org.jboss.jboss-transaction-spi"), refusal);
    }

    @Test
    void register_narayanaMissing_saysWhatToAdd() throws Exception {
        String refusal = refusalWithout("narayana-jta");
        assertTrue(refusal.contains("com.arjuna.ats.jta.TransactionManager is missing"), refusal);
        assertTrue(refusal.contains("org.jboss.jts"), refusal);
    }

    @Test
    void scan_sourceThrowsError_recoversOthers() throws Exception {
        InMemoryJournal journal = new InMemoryJournal();
        Narayana narayana = TestNarayana.get();
        XAResourceRecovery broken = () -> {
            throw new NoClassDefFoundError("org/jboss/tm/XAResourceWrapper");
        };
        narayana.recoveryRegistry().addXAResourceRecovery(broken);
        JournalRecoveryTest.leaveInDoubt(journal, TestNarayana.NODE);
        try (JournalRecovery recovery = JournalRecovery.register(journal)) {
            assertTrue(recovery.toString().contains(journal.journalId().toString()));
            narayana.scan();
            narayana.scan();
        } finally {
            narayana.recoveryRegistry().removeXAResourceRecovery(broken);
        }
        assertEquals(List.of(), journal.inDoubt());
        journal.close();
    }

    @Test
    void getXAResources_sourceThrows_returnsNone() {
        RecoveredResources resources = new RecoveredResources("a source", () -> {
            throw new OutOfMemoryError("injected");
        });
        assertEquals(0, resources.getXAResources().length);
        RecoveredResources whole = new RecoveredResources("a source", () -> new XAResource[] {new Partner()});
        assertEquals(1, whole.getXAResources().length);
    }
}
