package io.ironjournal.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.config.ConfiguredValues;
import io.ironjournal.config.KeySpelling;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationMistakesTest {

    private final ConfiguredValues values = ApplicationValues.find();

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

    private static void requireEscaped(String message) {
        assertFalse(message.contains("\n"), message);
        assertTrue(message.contains("a\\u000aforged"), message);
    }

    @Test
    void textOfUsers_inMessages_isEscaped() {
        String nasty = "a\nforged";
        requireEscaped(assertThrows(
                        DeploymentException.class,
                        () -> configuration(Map.of("journal.names", nasty)).names())
                .getMessage());
        JournalLifecycle journal = new JournalLifecycle(JournalName.DEFAULT, () -> null, null);
        requireEscaped(new InjectedWriter(journal, nasty).toString());
        requireEscaped(InjectedCursor.ofStream(journal, nasty, "orders").toString());
    }

    @Test
    void directory_notSet_namesTheFilesOfEachPlatform() {
        assertTrue(values.howToSet("journal.dir").contains("in Quarkus application.properties"));
    }

    @Test
    void names_containerThatRanNoExtension_areRefused() {
        DeploymentException e = assertThrows(
                DeploymentException.class,
                () -> DeclaredJournals.withoutExtension(configuration(Map.of("journal.names", "audit"))));
        assertTrue(e.getMessage().contains("journal.names declares audit, but"), e.getMessage());
        assertTrue(e.getMessage().contains("io.ironjournal.cdi.JournalExtension"), e.getMessage());
        assertEquals(DeclaredJournals.NONE, DeclaredJournals.withoutExtension(configuration(Map.of())));
    }

    private static JournalConfiguration configuration(Map<String, String> values) {
        return new JournalConfiguration(ConfiguredValues.of(values, ""), KeySpelling.JOURNAL, true);
    }
}
