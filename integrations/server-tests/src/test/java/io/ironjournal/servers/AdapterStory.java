package io.ironjournal.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ironjournal.Journal;
import io.ironjournal.JournalLockedException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What every server must do with the resource adapter. */
abstract class AdapterStory extends KillStory {

    @Override
    void configure() throws Exception {
        server.addAdapter();
    }

    @Override
    Path application(Path war) throws IOException {
        return Archives.injected(war, server.jndiName());
    }

    @Test
    void applications_shareOneJournal_andComeAndGo() throws Exception {
        assertEquals("ok", server.get("shop", "op=init"));
        place("shop", "a", "journal");
        Path second = Archives.resource(directory.resolve("second.war"));
        server.deploy("second", second);
        place("second", "b", "database");
        assertEquals(agreed("a, b"), server.get("shop", "op=state"));
        server.deploy("shop", directory.resolve("shop.war"));
        place("shop", "c", "journal");
        server.undeploy("shop");
        assertEquals(agreed("a, b, c"), server.get("second", "op=state"));
        // The JVM warns about native libraries that a server loads from the archive.
        assertFalse(server.log().contains("stack guard"), server.log());
    }

    @Test
    void adapter_removed_releasesLock() throws Exception {
        removeAdapterAfterUse();
        server.await("the lock is released", () -> lastId() == 1);
    }

    private void removeAdapterAfterUse() throws Exception {
        assertEquals("ok", server.get("shop", "op=append&id=a"));
        server.undeploy("shop");
        server.removeAdapter();
    }

    /** Without the database, because Derby keeps exceptions whose stack traces refer to classes of the application. */
    @Test
    void adapter_removed_releasesClasses() throws Exception {
        removeAdapterAfterUse();
        // Weld and the JDK refer to an earlier application until this one is used, and threads refer to their last
        // requests.
        server.deploy("other", Archives.other(directory.resolve("other.war")));
        server.awaitCollected(InjectedServlet.class.getName(), () -> server.getOften("other"));
        server.awaitCollected("io.ironjournal.ra.JournalResourceAdapter", () -> server.getOften("other"));
    }

    /** Returns the next id of the stream, or -1 while another process has the journal open. */
    private long lastId() {
        try (Journal journal = Journal.open(server.journal())) {
            return journal.nextId("orders");
        } catch (JournalLockedException stillOpen) {
            return -1;
        }
    }
}
