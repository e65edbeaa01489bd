package io.ironjournal.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options of the samples, which are system properties, and what is wrong with those that somebody gave. */
final class SampleOptions {

    /** The properties of Maven's command line; Maven hands on only those that the samples have. */
    private static final String FROM_MAVEN = "SAMPLE_OPTIONS";

    private static final Pattern NAME = Pattern.compile("[{,] *([^ ,=}]+)=");

    /** What a value may be. */
    private enum Kind {
        DIRECTORY("a directory", "(?s).*\\S.*"),
        NUMBER("a number such as 5", "\\d{1,9}"),
        SWITCH("on or off", "on|off");

        final String description;
        final String form;

        Kind(String description, String form) {
            this.description = description;
            this.form = form;
        }
    }

    private static final Map<String, Kind> KNOWN = new TreeMap<>(Map.of(
            "orders.data", Kind.DIRECTORY,
            "orders.recovery", Kind.SWITCH,
            "outbox.data", Kind.DIRECTORY,
            "outbox.kills", Kind.NUMBER,
            "ledger.data", Kind.DIRECTORY,
            "ledger.kills", Kind.NUMBER,
            "measure.entries", Kind.NUMBER,
            "measure.rounds", Kind.NUMBER));

    private SampleOptions() {}

    /** Everything that this JVM and the Maven that started it were given, options of others among it. */
    static Map<String, String> given() {
        Map<String, String> given = new TreeMap<>();
        String maven = System.getenv(FROM_MAVEN);
        namesIn(maven == null ? "" : maven).forEach(name -> given.put(name, ""));
        System.getProperties().stringPropertyNames().forEach(name -> given.put(name, System.getProperty(name)));
        return given;
    }

    /** Tells whether Maven started this JVM, as the POM says. */
    static boolean areFromMaven() {
        return System.getenv(FROM_MAVEN) != null;
    }

    /** The names in a map as {@code toString} writes it. */
    static List<String> namesIn(String map) {
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(map);
        while (name.find()) {
            names.add(name.group(1));
        }
        return names;
    }

    /** Returns a sentence for each option that does not exist or has an impossible value. */
    static List<String> mistakes(Map<String, String> given) {
        List<String> mistakes = new ArrayList<>();
        given.forEach((name, value) -> {
            Kind kind = KNOWN.get(name);
            if (kind == null && isMeantForSamples(name)) {
                mistakes.add("There is no option -D" + name + ": write one of -D" + String.join(", -D", KNOWN.keySet())
                        + ".");
            } else if (kind != null && !value.matches(kind.form)) {
                mistakes.add("The option -D" + name + " cannot be '" + value + "': write " + kind.description + ".");
            }
        });
        return mistakes;
    }

    /** Others have properties too; an option that is mistyped is right in its first or its last word. */
    private static boolean isMeantForSamples(String name) {
        return KNOWN.keySet().stream()
                .anyMatch(known -> firstWord(name).equals(firstWord(known))
                        || lastWord(name).equals(lastWord(known)));
    }

    private static String firstWord(String name) {
        return name.split("\\.", 2)[0];
    }

    private static String lastWord(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
