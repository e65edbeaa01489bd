package io.ironjournal.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Spells keys as the users of a platform write them.
 *
 * @since 0.1.0
 */
public final class KeySpelling {

    /**
     * {@code journal.sync-mode} for the default journal, {@code journal.audit.sync-mode} for a named one.
     *
     * @since 0.1.0
     */
    public static final KeySpelling JOURNAL = under("journal");

    /**
     * {@code syncMode}, as in the properties of a JavaBean. Each journal has its own bean. Therefore the key does not contain the
     * journal's name.
     *
     * @since 0.1.0
     */
    public static final KeySpelling BEAN = new KeySpelling("", "", true);

    private static final Pattern HYPHEN = Pattern.compile("-(.)");

    private final String root;
    private final String quote;
    private final boolean camelCase;

    private KeySpelling(String root, String quote, boolean camelCase) {
        this.root = root;
        this.quote = quote;
        this.camelCase = camelCase;
    }

    /**
     * Creates a spelling with another root than {@code journal}: {@code root.audit.sync-mode}.
     *
     * @param root the first part of all keys, without a dot at the end
     * @return the spelling
     * @since 0.1.0
     */
    public static KeySpelling under(String root) {
        return new KeySpelling(root + ".", "", false);
    }

    /**
     * Creates a spelling with a root and with names in quotes, as in Quarkus: {@code quarkus.journal."audit".sync-mode}.
     *
     * @param root the first part of all keys, without a dot at the end
     * @return the spelling
     * @since 0.1.0
     */
    public static KeySpelling underWithQuotedNames(String root) {
        return new KeySpelling(root + ".", "\"", false);
    }

    /**
     * Spells a key of a journal.
     *
     * @param journal the journal's name, {@link JournalNames#DEFAULT} for the default one
     * @param key the key
     * @return the key as the user writes it
     * @since 0.1.0
     */
    public String of(String journal, JournalKey<?> key) {
        return prefix(journal) + (camelCase ? camelCase(key.name()) : key.name());
    }

    /**
     * Returns the prefix of the keys of a journal.
     *
     * @param journal the journal's name, {@link JournalNames#DEFAULT} for the default one
     * @return the prefix, with a dot at the end; empty for {@link #BEAN}
     * @since 0.1.0
     */
    public String prefix(String journal) {
        return camelCase || journal.equals(JournalNames.DEFAULT) ? root : root + quote + journal + quote + ".";
    }

    /**
     * Spells the key that declares the names of journals.
     *
     * @return the key as the user writes it
     * @since 0.1.0
     */
    public String names() {
        return root + JournalKeys.NAMES.name();
    }

    /** Returns the prefix of all keys, with a dot at the end. */
    String root() {
        return root;
    }

    private static String camelCase(String name) {
        return HYPHEN.matcher(name).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return root + quote + "<name>" + quote + (camelCase ? "keyName" : ".key-name");
    }
}
