package io.ironjournal.io;

import io.ironjournal.text.Printable;

/** Checks paths of a {@link Storage}. */
public final class StoragePath {

    private StoragePath() {}

    /** Returns the path if it consists of names with {@code /} between them, or is {@code ""}; refuses other paths. */
    public static String check(String path) {
        if (path.isEmpty()) {
            return path;
        }
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw refused(path, "Its parts must be names: not empty, not '.', not '..'");
            }
        }
        return path;
    }

    /** Does the same, but also refuses {@code ""}: the name of the root cannot be changed. */
    public static String checkBelowRoot(String path) {
        if (path.isEmpty()) {
            throw refused(path, "It must lead to something below the root");
        }
        return check(path);
    }

    private static IllegalArgumentException refused(String path, String rule) {
        return new IllegalArgumentException("Path '" + Printable.name(path) + "' cannot be used. " + rule);
    }
}
