package io.ironjournal.samples;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The public API of a module as lines of text: all public types of its exported packages, with their public and protected
 * members. The packages are those whose Javadoc must be complete.
 *
 * @param module the module
 * @param packages the names of the packages
 */
record PublicApi(PublishedModule module, List<String> packages) {

    /** Quarkus calls the classes of this extension. Applications use the API of {@code journal-cdi}. */
    private static final List<String> WITHOUT_API = List.of("journal-quarkus");

    private static final Path RECORDS = PublishedModule.ROOT.resolve(Path.of("src", "api"));
    private static final Pattern PACKAGES = Pattern.compile("<doclint.packages>([\\w.,]+)</doclint.packages>");
    private static final Pattern TYPE = Pattern.compile("(?m)^(public|protected) .*?\\{$");
    private static final ToolProvider JAVAP = ToolProvider.findFirst("javap").orElseThrow();

    /** Returns the API of each module that this run of Maven builds and that has one. */
    static List<PublicApi> built() throws IOException {
        List<PublicApi> found = new ArrayList<>();
        for (PublishedModule module : PublishedModule.built()) {
            Matcher packages =
                    PACKAGES.matcher(Files.readString(module.directory().resolve("pom.xml")));
            if (packages.find() && !WITHOUT_API.contains(module.name())) {
                found.add(new PublicApi(module, List.of(packages.group(1).split(","))));
            }
        }
        return found;
    }

    /** Returns the file with the recorded lines. */
    Path file() {
        return RECORDS.resolve(module.name() + ".txt");
    }

    /** Returns the lines of the compiled classes: each type and each member is one line. */
    List<String> lines() throws IOException {
        Map<String, List<String>> types = new TreeMap<>();
        for (String name : packages) {
            Path directory = module.directory().resolve(Path.of("target", "classes", name.replace('.', '/')));
            if (!Files.isDirectory(directory)) {
                throw new IOException(directory + " is missing: compile the module first");
            }
            try (Stream<Path> files = Files.list(directory)) {
                String[] classes = files.map(Path::toString)
                        .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
                        .sorted()
                        .toArray(String[]::new);
                describe(classes, types);
            }
        }
        return types.entrySet().stream()
                .filter(type -> isReachable(type.getKey(), types.keySet()))
                .flatMap(type -> type.getValue().stream().map(line -> type.getKey() + ": " + line))
                .sorted()
                .toList();
    }

    /** Returns whether all types around a nested type are public, too. */
    private static boolean isReachable(String type, Set<String> publicTypes) {
        int nested = type.lastIndexOf('$');
        if (nested < 0) {
            return true;
        }
        String outer = type.substring(0, nested);
        return publicTypes.contains(outer) && isReachable(outer, publicTypes);
    }

    private static void describe(String[] classes, Map<String, List<String>> types) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-protected", "-constants"));
        arguments.addAll(Arrays.asList(classes));
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        int status = JAVAP.run(new PrintWriter(out), new PrintWriter(errors), arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IOException("javap failed: " + errors);
        }
        List<String> members = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            if (line.startsWith("Compiled from")) {
                members = new ArrayList<>();
            } else if (TYPE.matcher(line).matches()) {
                String declaration = line.substring(0, line.length() - 2);
                members = types.computeIfAbsent(name(declaration), name -> new ArrayList<>());
                members.add(declaration);
            } else if (line.startsWith("  ")) {
                // The members of a type that is not public are not kept.
                members.add(line.strip());
            }
        }
    }

    /** Returns the name of the type that a line declares. */
    private static String name(String declaration) {
        Matcher name = Pattern.compile("(?:class|interface) ([\\w.$]+)").matcher(declaration);
        if (!name.find()) {
            throw new IllegalArgumentException("No type is declared by " + declaration);
        }
        return name.group(1);
    }
}
