package io.ironjournal.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalNamesTest {

    private static List<String> declared(Map<String, String> values) {
        return JournalNames.declaredIn(ConfiguredValues.of(values, ""), KeySpelling.JOURNAL);
    }

    @Test
    void names_declared_keepTheirOrder() {
        assertEquals(List.of("ledger", "audit-2"), declared(Map.of("journal.names", " ledger ,, audit-2,")));
        assertEquals(List.of(), declared(Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Audit | a name consists of lower-case letters, digits and hyphens and begins with a letter, unlike Audit",
                "a,2b | a name consists of lower-case letters, digits and hyphens and begins with a letter, unlike 2b",
                "default | the default journal always exists and must not be declared",
                "a,b,a | a occurs twice",
            })
    void names_invalid_areRefusedWithReason(String list, String reason) {
        ConfigurationException e =
                assertThrows(ConfigurationException.class, () -> declared(Map.of("journal.names", list)));
        assertEquals("journal.names cannot be \"" + list + "\": " + reason, e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"audit, true", "audit-2, true", "default, false", "Audit, false", "'', false", "2, false", "a.b, false"
    })
    void isValid_name_followsTheRules(String name, boolean valid) {
        assertEquals(valid, JournalNames.isValid(name));
    }
}
