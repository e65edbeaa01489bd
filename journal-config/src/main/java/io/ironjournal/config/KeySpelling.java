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
     * {@code syncMode}, as properties of a JavaBean are named. Every journal has a bean of its own, so the journal's name does not
     * occur.
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
     * Puts keys under another root than {@code journal}: {@code root.audit.sync-mode}.
     *
     * @param root the first part of all keys, without a dot behind
     * @return the spelling
     * @since 0.1.0
     */
    public static KeySpelling under(String root) {
        return new KeySpelling(root + ".", "", false);
    }

    /**
     * Puts keys under a root and names between quotes, as Quarkus does: {@code quarkus.journal."audit".sync-mode}.
     *
     * @param root the first part of all keys, without a dot behind
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
     * Spells what the keys of a journal begin with.
     *
     * @param journal the journal's name, {@link JournalNames#DEFAULT} for the default one
     * @return the prefix, with a dot behind; empty for {@link #BEAN}
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

    /** What all keys begin with, with a dot behind. */
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
