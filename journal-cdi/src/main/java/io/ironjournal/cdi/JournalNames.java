package io.ironjournal.cdi;

import io.ironjournal.text.Printable;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The journals that the application has besides the default one, as they were known when the container was built.
 *
 * @param declared the names, in the order of {@code journal.names}
 * @param defaultInjected whether the default journal is asked for anywhere
 * @param transactionalObserver an observer that waits for a phase of a transaction; empty when there is none
 */
record JournalNames(List<String> declared, boolean defaultInjected, String transactionalObserver) {

    static final String KEY = "journal.names";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    /** What a container has whose extension did not run. */
    static final JournalNames NONE = new JournalNames(List.of(), true, "");

    /** Fails when there are names: nobody has made their beans. */
    static JournalNames withoutExtension(ConfiguredValues values) {
        List<String> declared = declaredIn(values);
        if (!declared.isEmpty()) {
            throw new DeploymentException(
                    KEY + " declares " + String.join(", ", declared) + ", but this container has not"
                            + " run the build-compatible extension " + JournalExtension.class.getName()
                            + ", which makes the beans of named journals. Add it where discovery is off. OpenWebBeans 4 runs no such"
                            + " extensions: remove the key there, and open these journals by Journal.open");
        }
        return NONE;
    }

    static List<String> declaredIn(ConfiguredValues values) {
        String list = values.find(KEY).orElse("");
        Set<String> names = new LinkedHashSet<>();
        for (String element : list.split(",", -1)) {
            String name = element.strip();
            if (!name.isEmpty()) {
                check(name, list, names);
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    private static void check(String name, String list, Set<String> before) {
        if (!NAME.matcher(name).matches()) {
            throw refused(
                    list,
                    "a name has lower-case letters, digits and hyphens, a letter first, unlike "
                            + Printable.text(name));
        }
        if (name.equals(JournalName.DEFAULT)) {
            throw refused(list, "the default journal is there without being declared");
        }
        if (before.contains(name)) {
            throw refused(list, name + " stands there twice");
        }
    }

    private static DeploymentException refused(String list, String reason) {
        return new DeploymentException(KEY + " cannot be \"" + Printable.text(list) + "\": " + reason);
    }
}
