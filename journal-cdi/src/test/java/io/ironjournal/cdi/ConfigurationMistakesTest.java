package io.ironjournal.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationMistakesTest {

    private final ConfiguredValues values = ConfiguredValues.ofSurroundings();

    @AfterEach
    void clear() {
        System.clearProperty("journal.dir");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${nowhere}/e", "${no-such-handler::secret}"})
    void value_thatCannotBeResolved_isRefusedWithItsKey(String value) {
        System.setProperty("journal.dir", value);
        DeploymentException e = assertThrows(DeploymentException.class, () -> values.find("journal.dir"));
        assertTrue(e.getMessage().contains("journal.dir"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "${nowhere:}"})
    void value_thatIsEmpty_isNone(String value) {
        System.setProperty("journal.dir", value);
        assertEquals(Optional.empty(), values.find("journal.dir"));
        assertEquals(Optional.empty(), values.find("journal.nobody-sets-this"));
    }

    @Test
    void keyOfAProfile_misspelt_isWarnedOf() {
        assertEquals(
                List.of("The key %test.journal.dri has no effect: did you mean journal.dir?"),
                UnknownKeys.among(Set.of("%test.journal.dri", "%dev.journal.dir", "%test.other"), List.of()));
    }

    private static void requireEscaped(String message) {
        assertFalse(message.contains("\n"), message);
        assertTrue(message.contains("a\\u000aforged"), message);
    }

    @Test
    void textOfUsers_inMessages_isEscaped() {
        String nasty = "a\nforged";
        for (String key : List.of("journal.dir", "journal.shards", "journal.recovery", "journal.sync-mode")) {
            String value = key.equals("journal.dir") ? nasty + "\0" : nasty;
            Map<String, String> given = new HashMap<>(Map.of("journal.dir", "/tmp/x"));
            given.put(key, value);
            JournalSettings settings = new JournalSettings(new MapValues(given), JournalName.DEFAULT);
            requireEscaped(assertThrows(DeploymentException.class, () -> {
                        settings.shards();
                        settings.recovery();
                        settings.options();
                    })
                    .getMessage());
        }
        requireEscaped(assertThrows(
                        DeploymentException.class,
                        () -> JournalNames.declaredIn(new MapValues(Map.of("journal.names", nasty))))
                .getMessage());
        requireEscaped(UnknownKeys.among(Set.of("journal." + nasty), List.of()).get(0));
        ContainerJournal journal = new ContainerJournal(JournalName.DEFAULT, () -> null, null);
        requireEscaped(new InjectedWriter(journal, nasty).toString());
        requireEscaped(new InjectedCursor(journal, nasty, "orders").toString());
    }

    @Test
    void directory_notSet_namesTheFilesOfEachPlatform() {
        assertTrue(values.howToSet("journal.dir").contains("in Quarkus application.properties"));
    }

    @Test
    void names_containerThatRanNoExtension_areRefused() {
        DeploymentException e = assertThrows(
                DeploymentException.class,
                () -> JournalNames.withoutExtension(new MapValues(Map.of("journal.names", "audit"))));
        assertTrue(e.getMessage().contains("journal.names declares audit, but"), e.getMessage());
        assertTrue(e.getMessage().contains("io.ironjournal.cdi.JournalExtension"), e.getMessage());
        assertEquals(JournalNames.NONE, JournalNames.withoutExtension(new MapValues(Map.of())));
    }

    private record MapValues(Map<String, String> values) implements ConfiguredValues {

        @Override
        public Optional<String> find(String key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public Set<String> keys() {
            return values.keySet();
        }

        @Override
        public String howToSet(String key) {
            return "";
        }
    }
}
