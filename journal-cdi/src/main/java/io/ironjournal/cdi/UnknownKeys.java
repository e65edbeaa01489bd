package io.ironjournal.cdi;

import io.ironjournal.text.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys that look like the journal's and mean nothing to it: most often one that is misspelt. */
final class UnknownKeys {

    private static final String OURS = "journal.";

    /** How MicroProfile Config marks a key that counts in one profile only. */
    private static final Pattern PROFILE = Pattern.compile("%[^.]+\\.");

    private static final Pattern OF_A_JOURNAL = Pattern.compile("journal\\.([a-z][a-z0-9-]*)\\.([a-z-]+)");

    /** How many letters may be wrong. */
    private static final int NEAR = 3;

    private final List<String> known = new ArrayList<>();
    private final Set<String> settings = new TreeSet<>();

    private UnknownKeys(List<String> names) {
        settings.add(JournalKey.DIRECTORY);
        settings.add(JournalKey.SHARDS);
        settings.add(JournalKey.RECOVERY);
        JournalKey.SETTERS.forEach(key -> settings.add(key.name()));
        known.add(JournalNames.KEY);
        addKeysOf(JournalName.DEFAULT);
        names.forEach(this::addKeysOf);
    }

    private void addKeysOf(String journal) {
        settings.forEach(setting -> known.add(JournalSettings.prefix(journal) + setting));
    }

    /** Warns of those among some keys. */
    static List<String> among(Set<String> keys, List<String> names) {
        UnknownKeys unknown = new UnknownKeys(names);
        return keys.stream()
                .filter(key -> withoutProfile(key).startsWith(OURS) && !unknown.known.contains(withoutProfile(key)))
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
        Matcher named = OF_A_JOURNAL.matcher(key);
        if (named.matches() && settings.contains(named.group(2))) {
            return JournalNames.KEY + " does not declare a journal \"" + named.group(1) + "\"";
        }
        return "the journal has no such key";
    }

    /** The one that needs the fewest changes, if they are few. */
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

    /** How many letters must be inserted, removed or replaced to make one text of the other (Levenshtein). */
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
