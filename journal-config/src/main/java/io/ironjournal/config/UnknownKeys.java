package io.ironjournal.config;

import io.ironjournal.text.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds keys with a prefix of the journal that have no effect, usually because they are misspelt.
 *
 * @since 0.1.0
 */
public final class UnknownKeys {

    /** Matches the prefix that MicroProfile Config uses for keys of one profile. */
    private static final Pattern PROFILE = Pattern.compile("%[^.]+\\.");

    /** The maximum distance between a misspelt key and the key that is suggested for it, in letters. */
    private static final int NEAR = 3;

    private final KeySpelling spelling;
    private final List<JournalKey<?>> keys;
    private final List<String> known = new ArrayList<>();
    private final Pattern ofOtherJournal;

    private UnknownKeys(List<String> names, KeySpelling spelling, List<JournalKey<?>> keys) {
        this.spelling = spelling;
        this.keys = keys;
        this.ofOtherJournal = Pattern.compile(Pattern.quote(spelling.root()) + "\"?([a-z][a-z0-9-]*)\"?\\.([a-z-]+)");
        known.add(spelling.names());
        addKeysOf(JournalNames.DEFAULT);
        names.forEach(this::addKeysOf);
    }

    private void addKeysOf(String journal) {
        keys.stream().map(key -> spelling.of(journal, key)).sorted().forEach(known::add);
    }

    /**
     * Returns warnings about keys that have a prefix of the journal and no effect.
     *
     * @param keys any keys, including those that do not belong to the journal
     * @param names the names of journals besides the default one
     * @param spelling spells the keys
     * @return a warning for each such key, with a suggestion if there is one, sorted by key
     * @since 0.1.0
     */
    public static List<String> among(Set<String> keys, List<String> names, KeySpelling spelling) {
        return among(keys, names, spelling, JournalKeys.ofJournal());
    }

    /**
     * Returns the same warnings for an integration whose journals have other keys.
     *
     * @param keys any keys, including those that do not belong to the journal
     * @param names the names of journals besides the default one
     * @param spelling spells the keys
     * @param ofJournal the keys that each journal has
     * @return a warning for each such key, with a suggestion if there is one, sorted by key
     * @since 0.1.0
     */
    public static List<String> among(
            Set<String> keys, List<String> names, KeySpelling spelling, List<JournalKey<?>> ofJournal) {
        UnknownKeys unknown = new UnknownKeys(names, spelling, ofJournal);
        return keys.stream()
                .filter(key ->
                        withoutProfile(key).startsWith(spelling.root()) && !unknown.known.contains(withoutProfile(key)))
                .sorted()
                .map(unknown::warning)
                .toList();
    }

    private static String withoutProfile(String key) {
        return key.startsWith("%") ? PROFILE.matcher(key).replaceFirst("") : key;
    }

    private String warning(String key) {
        return "The key " + Printable.text(key) + " has no effect: " + hint(withoutProfile(key));
    }

    private String hint(String key) {
        Optional<String> near = nearest(key, known);
        if (near.isPresent()) {
            return "did you mean " + near.get() + "?";
        }
        Matcher named = ofOtherJournal.matcher(key);
        if (named.matches() && isKey(named.group(2))) {
            return spelling.names() + " does not declare a journal \"" + named.group(1) + "\"";
        }
        return "the journal has no such key";
    }

    private boolean isKey(String name) {
        return keys.stream().anyMatch(key -> key.name().equals(name));
    }

    /** Returns the candidate with the smallest distance; empty when all distances are too large. */
    private static Optional<String> nearest(String key, Collection<String> candidates) {
        String best = null;
        int least = NEAR + 1;
        for (String candidate : candidates) {
            int changes = changes(key, candidate);
            if (changes < least) {
                least = changes;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Returns the Levenshtein distance of two texts: the letters to insert, remove or replace. */
    private static int changes(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[before.length];
            now[0] = i;
            for (int j = 1; j < now.length; j++) {
                int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[other.length()];
    }
}
