package io.ironjournal.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalLockedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.jmx.JournalMXBean;
import io.ironjournal.spi.transaction.Transactions;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When JMX shows a journal: while it is open, once, and never longer. */
class RegistrationTest {

    private static final MBeanServer SERVER = Beans.SERVER;

    @TempDir
    Path root;

    @Test
    void journal_isShownWhileItIsOpen() throws Exception {
        Journal journal = Journal.open(root);
        assertTrue(Beans.shows(root));
        journal.close();
        assertEquals(Set.of(), Beans.below(root));
        journal.close();
    }

    @Test
    void twoJournals_areShownSeparately() throws Exception {
        Path other = root.resolve("other");
        try (Journal first = Journal.open(root.resolve("first"))) {
            try (Journal second = Journal.open(other)) {
                assertEquals(2, Beans.below(root).size(), first + " " + second);
            }
            assertFalse(Beans.shows(other));
            assertTrue(Beans.shows(root.resolve("first")));
        }
    }

    @Test
    void openingThatFails_leavesNothing_andTheOpenJournalStays() throws Exception {
        Path empty = Files.createDirectory(root.resolve("foreign"));
        Files.writeString(empty.resolve("README"), "not a journal");
        assertThrows(JournalException.class, () -> Journal.open(empty));
        assertEquals(Set.of(), Beans.below(root));
        Path open = root.resolve("open");
        try (Journal journal = Journal.open(open)) {
            assertThrows(JournalLockedException.class, () -> Journal.open(open));
            assertTrue(Beans.shows(open), journal.toString());
        }
    }

    @Test
    void jmxTurnedOff_showsNothing() throws Exception {
        try (Journal journal =
                Journal.open(JournalOptions.builder(root).jmx(false).build())) {
            assertEquals(Set.of(), Beans.below(root), journal.toString());
        }
    }

    @Test
    void directoryWithSpecialCharacters_isQuoted() throws Exception {
        Path strange = root.resolve("a*b?c,d=\"e:f");
        try (Journal journal = Journal.open(strange)) {
            assertTrue(Beans.shows(strange), journal.toString());
            assertEquals(
                    strange.toString(),
                    JMX.newMXBeanProxy(SERVER, Beans.name(strange), JournalMXBean.class)
                            .getDirectory());
        }
        assertFalse(Beans.shows(strange));
    }

    /** For example a journal whose directory was moved away while another class loader has it open. */
    @Test
    void nameThatIsTaken_isExtendedByTheId_andNotTakenAway() throws Exception {
        Path elsewhere = root.resolve("elsewhere");
        Path directory = root.resolve("journal");
        try (Journal moved = Journal.open(elsewhere)) {
            SERVER.registerMBean(
                    new DescribedJournal(new ShownJournal(moved, Transactions.of(moved), "", List.of())),
                    Beans.name(directory));
            try (Journal journal = Journal.open(directory)) {
                ObjectName longer = new ObjectName(Beans.name(directory) + ",journal="
                        + Transactions.of(journal).journalId());
                assertTrue(SERVER.isRegistered(longer));
            }
            assertEquals(Set.of(Beans.name(elsewhere), Beans.name(directory)), Beans.below(root));
        } finally {
            SERVER.unregisterMBean(Beans.name(directory));
        }
    }

    /** As applications that are deployed again, each with its own classes of the journal. */
    @Test
    void journalsOfTwoClassLoaders_doNotClash() throws Exception {
        Path first = root.resolve("first");
        Path second = root.resolve("second");
        try (URLClassLoader another = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Journal journal = Journal.open(first);
            Class<?> type = another.loadClass(Journal.class.getName());
            assertNotSame(Journal.class, type);
            AutoCloseable other = open(type, second);
            assertEquals(Set.of(Beans.name(first), Beans.name(second)), Beans.below(root));
            journal.close();
            assertEquals(Set.of(Beans.name(second)), Beans.below(root));
            other.close();
            assertEquals(Set.of(), Beans.below(root));
            AutoCloseable again = open(type, first);
            assertTrue(Beans.shows(first));
            again.close();
            assertEquals(Set.of(), Beans.below(root));
        }
    }

    private static AutoCloseable open(Class<?> type, Path directory) throws ReflectiveOperationException {
        return (AutoCloseable) type.getMethod("open", Path.class).invoke(null, directory);
    }

    private static URL[] classPath() throws Exception {
        List<URL> path = new ArrayList<>();
        for (String entry : List.of(System.getProperty("java.class.path").split(File.pathSeparator))) {
            path.add(Path.of(entry).toUri().toURL());
        }
        return path.toArray(URL[]::new);
    }

    @Test
    void withoutAServer_theJournalIsShownLater_unlessItIsClosedBefore() throws Exception {
        JournalOptions hidden = JournalOptions.builder(root).jmx(false).build();
        try (Journal journal = Journal.open(hidden)) {
            List<Runnable> later = new ArrayList<>();
            Registration registration = new Registration(root.toString(), () -> false, later::add);
            registration.show(journal, List.of());
            assertFalse(Beans.shows(root));
            later.get(0).run();
            assertTrue(Beans.shows(root));
            registration.close();
            assertFalse(Beans.shows(root));

            Registration closed = new Registration(root.toString(), () -> false, later::add);
            closed.show(journal, List.of());
            closed.close();
            later.get(1).run();
            assertFalse(Beans.shows(root));
        }
    }

    @Test
    void brokenServer_doesNotKeepTheJournalFromOpening() {
        Registration registration = new Registration(
                root.toString(),
                () -> {
                    throw new IllegalStateException("no MBeans here");
                },
                Runnable::run);
        try (Journal journal =
                Journal.open(JournalOptions.builder(root).jmx(false).build())) {
            registration.show(journal, List.of());
            registration.close();
            assertEquals(0, journal.append("orders", new byte[1]));
        }
    }
}
