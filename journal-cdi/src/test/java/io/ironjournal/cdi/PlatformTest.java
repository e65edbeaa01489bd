package io.ironjournal.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalHealth;
import io.ironjournal.cdi.spi.ManagedJournals;
import io.ironjournal.cdi.spi.PlatformConfiguration;
import io.ironjournal.sharded.ShardedJournal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code io.ironjournal.cdi.spi} as the integration of a platform uses it. */
class PlatformTest {

    @TempDir
    Path root;

    @BeforeEach
    void configure() {
        Platform.EVENTS.clear();
        ShopPlatform.building = Map.of("shop.names", "audit");
        ShopPlatform.running =
                Map.of("shop.dir", directory("main"), "shop.\"audit\".dir", directory("audit"), "shop.shards", "4");
    }

    private String directory(String name) {
        return root.resolve(name).toString();
    }

    private static void deploy(Runnable work) {
        RecordingIntegration.duringOffer(PlatformConfiguration.class, "shop-platform", work);
    }

    @Test
    void platform_withItsOwnConfiguration_suppliesAllJournals() {
        deploy(() -> {
            try (TestContainer container = TestContainer.start(Map.of(), Platform.class, Shop.class)) {
                assertEquals(4, container.bean(Shop.class).shardCount());
                Map<String, Journal> journals =
                        container.bean(ManagedJournals.class).journals();
                assertEquals(Set.of("default", "audit"), journals.keySet());
                journals.get("audit").append("logins", new byte[1]);
                assertEquals(1, container.bean(Shop.class).logins());
            }
        });
    }

    @Test
    void healthOfJournals_thatAreNotOpen_isNotReady_andOpensNone() {
        deploy(() -> {
            Asking.answers.clear();
            try (TestContainer container = TestContainer.start(Map.of(), Asking.class)) {
                Asking.answers.add(container.bean(ManagedJournals.class).health());
            }
        });
        JournalHealth opening = Asking.answers.get(0).get("audit");
        assertTrue(opening.readiness().startsWith("not open"), opening.toString());
        assertFalse(opening.isReady());
        assertTrue(opening.isLive());
        assertTrue(Asking.answers.get(1).get("audit").isReady());
    }

    /** Asks for the health before the journals open. */
    @ApplicationScoped
    static class Asking {

        private static final List<Map<String, JournalHealth>> answers = new ArrayList<>();

        void initialized(@Observes @Initialized(ApplicationScoped.class) Object event, ManagedJournals journals) {
            answers.add(journals.health());
        }
    }

    @Test
    void journals_openedEarly_areAnnouncedWhenTheApplicationStarts() {
        deploy(() -> TestContainer.start(Map.of(), Platform.class, Shop.class).close());
        assertEquals(List.of("open", "recovered default", "recovered audit", "started"), Platform.EVENTS);
    }

    @Test
    void directory_missing_isNamedInTheSpellingOfThePlatform() {
        ShopPlatform.running = Map.of("shop.dir", directory("main"), "shop.shards", "4");
        Exception e = assertThrows(Exception.class, () -> deploy(() -> TestContainer.start(Map.of(), Shop.class)));
        Throwable reason = e instanceof DeploymentException ? e : e.getCause();
        assertTrue(
                reason.getMessage().contains("set shop.\"audit\".dir to a directory, in the shop's file"),
                e.toString());
    }

    /** Opens journals as a platform does, before the application starts. */
    @ApplicationScoped
    static class Platform {

        static final List<String> EVENTS = new ArrayList<>();

        @Inject
        ManagedJournals journals;

        void initialise(@Observes @Initialized(ApplicationScoped.class) Object container) {
            journals.openEarly();
            journals.openEarly();
            EVENTS.add("open");
        }

        void recovered(@Observes RecoveryFinished event) {
            EVENTS.add("recovered " + event.journal());
        }

        void started(@Observes Startup event) {
            EVENTS.add("started");
        }
    }

    @ApplicationScoped
    static class Shop {

        @Inject
        ShardedJournal shards;

        @Inject
        @JournalName("audit")
        Journal audit;

        int shardCount() {
            return shards.shardCount();
        }

        long logins() {
            return audit.nextId("logins");
        }
    }
}
