package io.ironjournal.config;

import io.ironjournal.text.Printable;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads and checks the names of journals.
 *
 * @since 0.1.0
 */
public final class JournalNames {

    /**
     * The name of the default journal. It is never declared.
     *
     * @since 0.1.0
     */
    public static final String DEFAULT = "default";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private JournalNames() {}

    /**
     * Reads the key {@code journal.names}.
     *
     * @param values the configuration
     * @param spelling how its keys are spelt
     * @return the names in the order in which the key lists them; empty when the key is not set
     * @throws ConfigurationException when a name is not valid, is the name of the default journal, or occurs twice
     * @since 0.1.0
     */
    public static List<String> declaredIn(ConfiguredValues values, KeySpelling spelling) {
        String key = spelling.names();
        String list = values.find(key).orElse("");
        try {
            return JournalKeys.NAMES.type().parse(list);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(key + " cannot be \"" + Printable.text(list) + "\": " + e.getMessage(), e);
        }
    }

    /**
     * Returns whether a text can be the name of a declared journal.
     *
     * @param name any text
     * @return true when it consists of lower-case letters, digits and hyphens, begins with a letter, and is not the name of the
     *     default journal
     * @since 0.1.0
     */
    public static boolean isValid(String name) {
        return NAME.matcher(name).matches() && !name.equals(DEFAULT);
    }

    /**
     * Finds the journal in which the transaction manager keeps its log.
     *
     * @param values the configuration
     * @param spelling how its keys are spelt
     * @param journals the names of all journals
     * @return the name of the journal whose key {@code transaction-log} is true; empty when there is none
     * @throws ConfigurationException when two journals have the key, or a value is not valid
     * @since 0.1.0
     */
    public static Optional<String> withTransactionLog(
            ConfiguredValues values, KeySpelling spelling, Collection<String> journals) {
        List<JournalSettings> found = journals.stream()
                .map(name -> new JournalSettings(values, spelling, name))
                .filter(JournalSettings::transactionLog)
                .toList();
        if (found.size() > 1) {
            throw new ConfigurationException(found.get(0).key(JournalKeys.TRANSACTION_LOG) + " and "
                    + found.get(1).key(JournalKeys.TRANSACTION_LOG)
                    + " are both true, but the transaction manager has only one log. Choose one journal for it");
        }
        return found.stream().map(JournalSettings::journal).findFirst();
    }

    /** Splits a list at its commas. Throws an exception with the reason when a name is not valid. */
    static List<String> parse(String list) {
        Set<String> names = new LinkedHashSet<>();
        for (String element : list.split(",", -1)) {
            String name = element.strip();
            if (!name.isEmpty()) {
                check(name);
                if (!names.add(name)) {
                    throw new IllegalArgumentException(name + " occurs twice");
                }
            }
        }
        return List.copyOf(names);
    }

    private static void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a name consists of lower-case letters, digits and hyphens and begins with a letter, unlike "
                            + Printable.text(name));
        }
        if (name.equals(DEFAULT)) {
            throw new IllegalArgumentException("the default journal always exists and must not be declared");
        }
    }
}
