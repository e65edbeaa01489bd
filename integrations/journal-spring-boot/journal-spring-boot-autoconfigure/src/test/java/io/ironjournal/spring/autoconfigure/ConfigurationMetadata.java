package io.ironjournal.spring.autoconfigure;

import io.ironjournal.config.JournalKey;
import io.ironjournal.config.JournalKeys;
import io.ironjournal.config.JournalNames;
import io.ironjournal.config.KeySpelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the metadata of the keys in the format that editors for Spring Boot read. The build runs it. */
public final class ConfigurationMetadata {

    private ConfigurationMetadata() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Files.createDirectories(file.getParent());
        Files.writeString(file, json());
    }

    static String json() {
        List<String> properties = new ArrayList<>();
        List<String> hints = new ArrayList<>();
        for (JournalKey<?> key : JournalKeys.ofJournal()) {
            String name = KeySpelling.JOURNAL.of(JournalNames.DEFAULT, key);
            properties.add(property(name, key));
            if (key.type().javaType().isEnum()) {
                hints.add(hint(name, key.type().javaType()));
            }
        }
        properties.add(property(KeySpelling.JOURNAL.names(), JournalKeys.NAMES));
        return "{\n  \"groups\": [\n    {\"name\": \"journal\"}\n  ],\n" + list("properties", properties) + ",\n"
                + list("hints", hints) + "\n}\n";
    }

    private static String list(String name, List<String> elements) {
        return "  " + quoted(name) + ": [\n" + String.join(",\n", elements) + "\n  ]";
    }

    private static String property(String name, JournalKey<?> key) {
        String defaultValue = key.defaultValue()
                .map(value -> ",\n      \"defaultValue\": " + quoted(shown(key, value)))
                .orElse("");
        return "    {\n      \"name\": " + quoted(name) + ",\n      \"type\": " + quoted(type(key))
                + ",\n      \"description\": " + quoted(description(key)) + defaultValue + "\n    }";
    }

    /** Sizes have units that Spring's own type for them does not know. */
    private static String type(JournalKey<?> key) {
        Class<?> type = key.type().javaType();
        return switch (key.type().name()) {
            case "choice", "time" -> type.getName();
            case "number" -> Long.class.getName();
            case "boolean" -> Boolean.class.getName();
            case "names" -> "java.util.List<java.lang.String>";
            default -> String.class.getName();
        };
    }

    private static String description(JournalKey<?> key) {
        return key.description() + "." + (key.limits().isEmpty() ? "" : " Limits: " + key.limits() + ".");
    }

    private static String hint(String name, Class<?> choices) {
        String values = Arrays.stream(choices.getEnumConstants())
                .map(choice -> "        {\"value\": " + quoted(lower(choice.toString())) + "}")
                .collect(Collectors.joining(",\n"));
        return "    {\n      \"name\": " + quoted(name) + ",\n      \"values\": [\n" + values + "\n      ]\n    }";
    }

    private static String shown(JournalKey<?> key, String value) {
        return key.type().javaType().isEnum() ? lower(value) : value;
    }

    private static String lower(String choice) {
        return choice.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
