package io.ironjournal.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options of the samples, which are system properties, and their validation. */
final class SampleOptions {

    /** Contains the properties of Maven's command line. Maven passes only those to the JVM that the samples have. */
    private static final String FROM_MAVEN = "SAMPLE_OPTIONS";

    private static final Pattern NAME = Pattern.compile("[{,] *([^ ,=}]+)=");

    /** The kind of an option value. */
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
            "payments.data", Kind.DIRECTORY,
            "ledger.data", Kind.DIRECTORY,
            "ledger.kills", Kind.NUMBER,
            "measure.entries", Kind.NUMBER,
            "measure.rounds", Kind.NUMBER));

    private SampleOptions() {}

    /** Returns all properties of this JVM and of the Maven that started it, including those of other programs. */
    static Map<String, String> given() {
        Map<String, String> given = new TreeMap<>();
        String maven = System.getenv(FROM_MAVEN);
        namesIn(maven == null ? "" : maven).forEach(name -> given.put(name, ""));
        System.getProperties().stringPropertyNames().forEach(name -> given.put(name, System.getProperty(name)));
        return given;
    }

    /** Returns whether Maven started this JVM, as the POM does. */
    static boolean areFromMaven() {
        return System.getenv(FROM_MAVEN) != null;
    }

    /** Returns the names in a map, from its {@code toString} text. */
    static List<String> namesIn(String map) {
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(map);
        while (name.find()) {
            names.add(name.group(1));
        }
        return names;
    }

    /** Returns one sentence for each option that does not exist or has an invalid value. */
    static List<String> mistakes(Map<String, String> given) {
        List<String> mistakes = new ArrayList<>();
        given.forEach((name, value) -> {
            Kind kind = KNOWN.get(name);
            if (kind == null && isMeantForSamples(name)) {
                mistakes.add(
                        "There is no option -D" + name + ". Use one of -D" + String.join(", -D", KNOWN.keySet()) + ".");
            } else if (kind != null && !value.matches(kind.form)) {
                mistakes.add("The option -D" + name + " cannot be '" + value + "'. Use " + kind.description + ".");
            }
        });
        return mistakes;
    }

    /** Returns whether a property is probably a misspelt option: its first or its last word is that of an option. */
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
